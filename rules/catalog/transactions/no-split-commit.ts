import { defineRule } from "../../define-rule.ts";

export default defineRule({
  family: "transactions",
  name: "no-split-commit",
  languages: ["python"],
  description: "One unit of work is committed in several parts, and a failure in between leaves half of it.",
  level: "advice",
  fixable: false,
  messages: {
    several:
      "`{{name}}` commits {{count}} times for one piece of work: when `{{later}}` fails, the rollback in line {{line}} does not take back what line {{from}} has committed.",
    callee:
      "`{{first}}` commits the session that it is given, and with it what `{{name}}` has begun: when `{{later}}` fails after it, the first half stays.",
    loop: "The first turn of the loop in `{{name}}` commits what was begun before it: when a later turn fails, the rollback in line {{line}} does not take that back.",
  },
  options: {},
  defaults: {},
  create: context => ({
    UnitOfWork({ fault }) {
      if (!fault) return;
      const { kind, at, name, first, later, count, from, line, story } = fault;
      context.report({
        level: "advice",
        at,
        messageId: kind,
        data: { name, first, later, count, from, line: line ?? 0 },
        related: story,
      });
    },
  }),
});
