import type { LateRecord } from "../../concepts/task/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level, Related } from "../../finding.ts";

export default defineRule({
  family: "idempotency",
  name: "no-effect-before-record",
  languages: ["typescript", "python"],
  description: "A work list makes an effect for each item before it marks the item as done.",
  level: "error",
  fixable: false,
  messages: {
    markedAfter:
      "If the run ends before line {{line}} sets `{{column}}`, or another one overlaps it, the next run {{consequence}}.",
    markedAfterAll:
      "`{{column}}` is set on line {{line}}, after the loop: a run that ends before it {{consequence}} for every item.",
    neverAsked: "Nothing asks for `{{column}}`, which line {{line}} sets: a second request {{consequence}}.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      Task(task) {
        for (const late of task.lateRecords)
          context.report({
            level: levelOf(late),
            at: late.at,
            messageId: late.batched ? "markedAfterAll" : late.pick.looked ? "markedAfter" : "neverAsked",
            data: { line: late.record.at.line, column: late.pick.column, consequence: late.consequence },
            related: storyOf(late, context.file.path),
          });
      },
    };
  },
});

/** One item's window is short; a whole batch's is the time that all its effects take. */
function levelOf(late: LateRecord): Level {
  return late.batched && late.proved ? "error" : "warning";
}

/** How the items are chosen, the effect, the mark that comes too late, what starts the next run. */
function storyOf(late: LateRecord, path: string): Related[] {
  return [
    {
      ...late.pick.at,
      message: late.pick.looked
        ? `Items are chosen by \`${late.pick.column}\`, which still has its old value.`
        : `The row is loaded here, whatever its \`${late.pick.column}\` is.`,
    },
    { ...(late.origin ?? { ...late.at, path }), message: `\`${late.originText}\` makes the effect.` },
    {
      ...late.record.at,
      message: late.batched
        ? "All items are marked here, after the last effect."
        : "The item is marked here, after the effect.",
    },
    ...late.reasons.map(reason => ({ ...reason.at, message: reason.message })),
  ];
}
