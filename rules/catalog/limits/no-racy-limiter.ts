import { defineRule } from "../../define-rule.ts";
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
    overrun:
      "`{{key}}` is read with `{{first}}` and raised with `{{second}}`, so requests that come at the same time all read the same count and all pass.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LimitCount(count) {
      if (count.race === undefined) return;
      context.report({
        level: count.harmless ? "advice" : count.proved ? "error" : "warning",
        at: count,
        messageId: count.race,
        data: { key: count.key, first: count.first, second: count.second },
        related: count.story,
        fixes: count.repair ? [raiseWithExpiry(count.repair, context.text)] : [],
      });
    },
  }),
});
