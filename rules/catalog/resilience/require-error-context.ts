import { defineRule } from "../../define-rule.ts";

export default defineRule({
  family: "resilience",
  name: "require-error-context",
  languages: ["typescript", "python"],
  description: "A task logs a failure, goes on, and does not say which item or job it was.",
  level: "advice",
  fixable: false,
  messages: {
    withoutItem:
      "`{{text}}` tells of a failure in {{task}} and not of which `{{missing}}`, so what failed among the items cannot be found again.",
    withoutId:
      "`{{text}}` tells of a failure in {{task}} without the `{{missing}}` that other logs here carry, so it cannot be told whose it was.",
  },
  options: {},
  defaults: {},
  create: context => ({
    FailureLog({ task, text, missing, of, start, end, story }) {
      if (task === undefined) return;
      context.report({
        level: "advice",
        at: { start, end },
        messageId: of === "item" ? "withoutItem" : "withoutId",
        data: { text, task, missing },
        related: story,
      });
    },
  }),
});
