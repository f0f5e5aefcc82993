import * as l10n from "@vscode/l10n";
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
    addedAfter:
      "If the run ends before line {{line}} adds its row to `{{column}}`, or another one overlaps it, the next run {{consequence}}.",
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
            messageId: late.batched ? "markedAfterAll" : MESSAGES[late.pick.by],
            data: { line: late.record.at.line, column: late.pick.column, consequence: late.consequence },
            related: storyOf(late, context.file.path),
          });
      },
    };
  },
});

const MESSAGES = { mark: "markedAfter", row: "addedAfter", nothing: "neverAsked" } as const;

/** One item's window is short; a whole batch's is the time that all its effects take. */
function levelOf(late: LateRecord): Level {
  return late.batched && late.proved ? "error" : "warning";
}

/** How the items are chosen, the effect, the mark that comes too late, what starts the next run. */
function storyOf(late: LateRecord, path: string): Related[] {
  return [
    {
      ...late.pick.at,
      message: chosenBy(late.pick),
    },
    { ...(late.origin ?? { ...late.at, path }), message: l10n.t("`{0}` makes the effect.", late.originText) },
    {
      ...late.record.at,
      message: late.batched
        ? l10n.t("All items are marked here, after the last effect.")
        : l10n.t("The item is marked here, after the effect."),
    },
    ...late.reasons.map(reason => ({ ...reason.at, message: reason.message })),
  ];
}

function chosenBy({ by, column }: LateRecord["pick"]): string {
  if (by === "mark") return l10n.t("Items are chosen by `{0}`, which still has its old value.", column);
  if (by === "row") return l10n.t("Items with a row in `{0}` are left out, and this one has none yet.", column);
  return l10n.t("The row is loaded here, whatever its `{0}` is.", column);
}
