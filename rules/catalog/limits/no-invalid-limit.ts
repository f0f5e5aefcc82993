import { defineRule } from "../../define-rule.ts";
import { correctLimit } from "../../fixes/correct-limit.ts";

export default defineRule({
  family: "limits",
  name: "no-invalid-limit",
  languages: ["typescript", "python", "config"],
  description: "A limit is written in a way that its library does not read, or reads as another one.",
  level: "error",
  fixable: "suggestion",
  messages: {
    unlimited: "{{library}} cannot read `{{written}}`: it logs an error and limits nothing.",
    raises: "{{library}} cannot read `{{written}}` and raises {{error}}.",
    otherPeriod: "{{library}} reads `{{written}}` as {{meaning}}.",
    tooShort:
      "`{{option}}` of {{library}} is in milliseconds, so this window lasts {{lasts}} and limits practically nothing.",
    tooLong: "`{{option}}` of {{library}} is in seconds, so this window lasts {{lasts}}.",
    newKey:
      "`{{callee}}` is asked with `{{unique}}` in its key, so every request is the first of its own count and none is refused.",
    blocksAll: "`{{option}}: {{written}}` makes {{library}} refuse every request.",
    disabled: "`{{option}}: {{written}}` switches {{library}} off.",
    period:
      "{{library}} takes a period of {{allowed}} seconds, not of {{written}}, so the worker is not deployed with this limit.",
    resets: "Every call writes `{{column}}` as 1 into `{{table}}`, so the count never reaches the limit.",
  },
  options: {},
  defaults: {},
  create: context => ({
    LimitValue(limit) {
      const { fault, library, written } = limit;
      if (!fault) return;
      const { kind, ...details } = fault;
      const { proved, ...data } = { proved: true, ...details };
      const fix = limit.repair && correctLimit(limit.repair, context.text);
      context.report({
        level: proved ? "error" : "warning",
        at: limit,
        messageId: kind,
        data: { library, written, ...data },
        related: limit.story,
        fixes: fix ? [fix] : [],
      });
    },
  }),
});
