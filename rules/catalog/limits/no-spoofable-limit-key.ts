import * as l10n from "@vscode/l10n";
import type { ChosenBy } from "../../concepts/rate-limiter/limit-key.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { replaceKey } from "../../fixes/replace-key.ts";

export default defineRule({
  family: "limits",
  name: "no-spoofable-limit-key",
  languages: ["typescript", "python"],
  description: "A rate limiter counts by something that the client chooses.",
  level: "error",
  fixable: "suggestion",
  messages: {
    clientHeader:
      "`{{limiter}}` counts by {{part}}, which the client writes: with another value in every request no limit is ever reached.",
    everyProxy:
      "`{{setting}}` takes the first forwarded address, which the client writes, for the client's: `{{limiter}}` counts by it and is never reached.",
    unknownProxies:
      "`{{throttle}}` counts by the whole `X-Forwarded-For` header because `NUM_PROXIES` is not set: with another header in every request no limit is ever reached.",
    libraryKey: "`{{name}}` counts by {{takes}}, which the client writes, so a new value starts a new count.",
    secretInPath:
      "Each value of `{{parameter}}` in `{{route}}` has a count of its own, so `{{limit}}` stops nobody who guesses it.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LimitKey(key) {
      const { chosenBy } = key;
      if (chosenBy.kind === "unknown") return;
      const { level, messageId, data } = reportOf(chosenBy);
      context.report({
        level,
        at: key,
        messageId,
        data,
        related: key.story,
        fixes: key.repair ? [replaceKey(key.repair, context.file.path)] : [],
      });
    },
  }),
});

type MessageId = "clientHeader" | "everyProxy" | "unknownProxies" | "libraryKey" | "secretInPath";

function reportOf(by: Exclude<ChosenBy, { kind: "unknown" }>): {
  level: Level;
  messageId: MessageId;
  data: Record<string, string>;
} {
  switch (by.kind) {
    case "header": {
      const level = { proved: "error", unproved: "warning", "safe-here": "advice" } as const;
      const part = partOf(by.header, by.part);
      return { level: level[by.certainty], messageId: "clientHeader", data: { limiter: by.limiter, part } };
    }
    case "every-proxy":
      return { level: "error", messageId: "everyProxy", data: { setting: by.setting, limiter: by.limiter } };
    case "no-proxies":
      return { level: "warning", messageId: "unknownProxies", data: { throttle: by.throttle } };
    case "library":
      return { level: "warning", messageId: "libraryKey", data: { name: by.name, takes: by.takes } };
    case "path":
      return {
        level: "error",
        messageId: "secretInPath",
        data: { limit: by.limit, route: by.route, parameter: by.parameter },
      };
  }
}

function partOf(header: string, part: string): string {
  if (part === "first") return l10n.t("the first address of `{0}`", header);
  return part === "whole" ? l10n.t("the whole `{0}` header", header) : l10n.t("the `{0}` header", header);
}
