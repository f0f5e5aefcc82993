import * as l10n from "@vscode/l10n";
import type { LimitCount } from "../../concepts/rate-limiter/limit-count.ts";
import { defineRule } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { raiseWithExpiry } from "../../fixes/raise-with-expiry.ts";

export default defineRule({
  family: "limits",
  name: "no-racy-limiter",
  languages: ["typescript", "python"],
  description: "A count that limits something is raised in two steps, and other requests or a crash come between.",
  level: "error",
  fixable: "suggestion",
  messages: {
    leftover:
      "If the process stops before this call, `{{key}}` never expires, and when its count reaches the limit the client is refused for ever.",
    sliding:
      "Every call sets the time to live of `{{key}}` anew, so the count of a client that keeps calling never starts again: it is refused however slowly it calls.",
    overrun:
      "`{{key}}` is read with `{{first}}` and written later with `{{second}}`, so requests that come at the same time all read the same count and all pass.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LimitCount(count) {
      if (count.race === undefined) return;
      context.report({
        level: count.harmless ? "advice" : count.proved && count.race !== "sliding" ? "error" : "warning",
        at: count,
        messageId: count.race,
        data: { key: count.key, first: count.first, second: count.second },
        related: count.story,
        fixes: fixesOf(count, context.text),
      });
    },
  }),
});

function fixesOf(count: LimitCount, text: string): Fix[] {
  if (count.repair) return [raiseWithExpiry(count.repair, text)];
  const { option } = count;
  if (!option) return [];
  const edits = [{ start: option.at, end: option.at, text: option.text }];
  return [{ title: l10n.t("Set the time to live only when there is none"), kind: "suggestion", edits }];
}
