import * as l10n from "@vscode/l10n";
import type { AckConflict } from "../../concepts/task-settings/index.ts";
import { defineRule, type Report } from "../../define-rule.ts";
import type { Fix, Level, Place } from "../../finding.ts";
import { addArgument, replaceArguments } from "../../fixes/replace-arguments.ts";

type MessageId = AckConflict["kind"];

export default defineRule<MessageId>({
  family: "retries",
  name: "no-ack-contradiction",
  languages: ["python"],
  description: "Settings of acknowledgement that have no effect together, or the opposite of the one that was meant.",
  level: "error",
  fixable: "suggestion",
  messages: {
    rejectWithoutLate:
      "`{{name}}` acts only with `{{late}}`, which is off: the message is acknowledged before the run, and a worker that dies loses {{task}}.",
    failureWithoutLate:
      "`{{name}}` acts only with `{{late}}`, which is off: {{task}} is acknowledged before it can fail.",
    dropsFailed:
      "With `{{name}}` off, {{task}} that fails is rejected without being queued again: {{broker}} drops it, as no dead-letter exchange takes it.",
    endlessLoop:
      "`{{name}}` queues {{task}} again each time its worker is killed: one input too large for the memory kills worker after worker, without end.",
  },
  options: {},
  defaults: {},
  create: context => ({
    QueueSetting(setting) {
      for (const conflict of setting.conflicts)
        context.report(
          reportOf(conflict, setting.keyPlace, settingFix(conflict, setting.place, setting.argument, context.text)),
        );
    },
    TaskOptions(task) {
      for (const conflict of task.conflicts)
        context.report(reportOf(conflict, conflict.place, optionFix(conflict, task.addAt, context.text)));
    },
  }),
});

function reportOf(conflict: AckConflict, at: Place, fixes: Fix[]): Report<MessageId> {
  return {
    level: levelOf(conflict),
    at,
    messageId: conflict.kind,
    data: {
      name: conflict.name,
      late: conflict.late,
      task: conflict.task === undefined ? l10n.t("a task") : `\`${conflict.task}\``,
      broker: conflict.broker ?? l10n.t("the broker"),
    },
    related: conflict.story,
    fixes,
  };
}

function levelOf(conflict: AckConflict): Level {
  if (conflict.kind === "endlessLoop") return "advice";
  return conflict.proved ? "error" : "warning";
}

/** Late acknowledgement gives the option its effect; what drops messages goes. */
function optionFix(conflict: AckConflict, addAt: number, text: string): Fix[] {
  if (conflict.kind === "rejectWithoutLate" && conflict.canSetLate)
    return [addArgument(addAt, `${conflict.late}=True`, l10n.t("Set `{0}`", conflict.late), text)];
  if (conflict.kind === "endlessLoop") return [];
  return [replaceArguments([conflict.whole], undefined, l10n.t("Remove `{0}`", conflict.name), text)];
}

function settingFix(conflict: AckConflict, place: Place, isArgument: boolean, text: string): Fix[] {
  if (!isArgument || conflict.kind === "endlessLoop") return [];
  if (conflict.kind === "rejectWithoutLate" && conflict.canSetLate)
    return [addArgument(place.end, `${conflict.late}=True`, l10n.t("Set `{0}`", conflict.late), text)];
  return [replaceArguments([place], undefined, l10n.t("Remove `{0}`", conflict.name), text)];
}
