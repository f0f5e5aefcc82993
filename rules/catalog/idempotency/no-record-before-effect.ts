import * as l10n from "@vscode/l10n";
import type { EarlyRecord } from "../../concepts/task/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Related } from "../../finding.ts";

export default defineRule({
  family: "idempotency",
  name: "no-record-before-effect",
  languages: ["typescript", "python"],
  description: "A mark that says that the work is done is kept although the work fails.",
  level: "error",
  fixable: false,
  messages: {
    lostAfterMarker:
      "If `{{work}}` on line {{line}} fails, the redelivery finds this marker and stops: the work is never done.",
    lostAfterMark:
      "If `{{work}}` on line {{line}} fails, the redelivery finds `{{column}}` set and stops: the work is never done.",
  },
  options: {},
  defaults: {},
  create(context) {
    return {
      Task(task) {
        for (const early of task.earlyRecords)
          context.report({
            level: early.proved ? "error" : "warning",
            at: early.at,
            messageId: early.column === undefined ? "lostAfterMarker" : "lostAfterMark",
            data: { work: early.work.text, line: early.work.at.line, column: early.column ?? "" },
            related: storyOf(early, context.file.path),
          });
      },
    };
  },
});

/** The mark, the work that fails after it, who tries again, and where the repetition ends. */
function storyOf(early: EarlyRecord, path: string): Related[] {
  return [
    { ...early.at, path, message: l10n.t("`{0}` says that it is done before it is.", early.text) },
    { ...early.work.at, message: l10n.t("A failure here leaves the mark as it is.") },
    ...early.reasons.map(reason => ({ ...reason.at, message: reason.message })),
    { ...early.turnedAway, message: l10n.t("The repetition ends here, as if the work had been done.") },
  ];
}
