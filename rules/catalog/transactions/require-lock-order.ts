import { defineRule } from "../../define-rule.ts";
import { sortByKey } from "../../fixes/sort-by-key.ts";

export default defineRule({
  family: "transactions",
  name: "require-lock-order",
  languages: ["typescript", "python"],
  description: "Several workers lock the rows of a list in one transaction each, in whatever order they are given.",
  level: "advice",
  fixable: "suggestion",
  messages: {
    callerOrder:
      "`{{call}}` locks a row for each of `{{items}}` in the order in which they are given: two workers of {{platform}} with the same rows in another order wait for each other, and the database ends one of them as a deadlock.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LockOrder({ fault, start, end }) {
      if (!fault) return;
      const { items, call, platform, story } = fault;
      context.report({
        level: "advice",
        at: { start, end },
        messageId: "callerOrder",
        data: { items, call, platform },
        related: story,
        fixes: sortByKey(fault, context.text, context.language),
      });
    },
  }),
});
