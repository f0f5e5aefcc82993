import { defineRule } from "../../define-rule.ts";

export default defineRule({
  family: "retries",
  name: "no-transient-as-permanent",
  languages: ["typescript", "python"],
  description: "An exception class stands for outages and refusals alike, and a handler gives up on it.",
  level: "warning",
  fixable: false,
  messages: {
    mixed:
      "This handler gives up on `{{name}}` as permanent, but {{outage}} becomes `{{name}}` too, not only {{refusal}}: a short outage loses the work.",
  },
  options: {},
  defaults: {},
  create: context => ({
    GivingUp(handler) {
      const [first] = handler.mixed;
      if (!first) return;
      const { name, outage, refusal, story } = first;
      context.report({
        level: "warning",
        at: handler.at,
        messageId: "mixed",
        data: { name, outage, refusal },
        related: story,
      });
    },
  }),
});
