import * as l10n from "@vscode/l10n";
import type { IdleRetry } from "../../concepts/client-retry/index.ts";
import type { IdleOption, IdleSetting, QueueSetting, TaskOptions } from "../../concepts/task-settings/index.ts";
import { defineRule, type Report } from "../../define-rule.ts";
import type { Fix } from "../../finding.ts";
import { makeRetryAct } from "../../fixes/make-retry-act.ts";
import { renameKey } from "../../fixes/rename-key.ts";
import { addArgument, replaceArguments } from "../../fixes/replace-arguments.ts";

type MessageId =
  | "noSuchSetting"
  | "misspeltSetting"
  | "newerSetting"
  | "foreignOption"
  | "misspeltOption"
  | "needsAutoretry"
  | "neverRetries"
  | "overridden"
  | "noneMeansDefault"
  | IdleRetry["kind"];

export default defineRule<MessageId>({
  family: "retries",
  name: "no-dead-retry-config",
  languages: ["typescript", "python"],
  description: "Configuration of retries that nothing reads: what runs is the library's default.",
  level: "error",
  fixable: "suggestion",
  messages: {
    noSuchSetting: "`{{name}}` is no setting of {{library}}, which ignores it without a word: {{runs}}, not {{meant}}.",
    misspeltSetting:
      "`{{name}}` is no setting of {{library}}, which ignores it without a word; the setting is `{{real}}`.",
    newerSetting: "`{{name}}` exists since {{library}} {{since}}, and {{installed}} is installed, which ignores it.",
    foreignOption: "{{names}} of {{of}}, and a task ignores {{it}}: {{runs}}.",
    misspeltOption:
      "`{{name}}` is no option of a task, which keeps it without reading it: {{runs}}; the option is `{{real}}`.",
    needsAutoretry: "{{names}} only on tasks with `autoretry_for`, which `{{task}}` does not have: {{runs}}.",
    neverRetries:
      "{{names}} nothing: `{{task}}` has no `autoretry_for` and never calls `retry()`, so its first failure is its last.",
    overridden: "`{{name}}` of `{{task}}` is overridden by {{by}}, which automatic retries take instead.",
    noneMeansDefault: "`max_retries=None` of one retry means the task's own number, not for ever: {{runs}}.",
    connectionsOnly:
      "`{{text}}` retries connections that fail, and never an answer: the statuses that the comment speaks of are not retried.",
    neverUsed: "`{{name}}` is never {{how}}, so requests go out without its retries.",
    idleSession:
      "The session `{{name}}` is given retries and then asked for nothing: requests that go another way are not retried.",
    undefinedRetries:
      "`{{text}}` may be `undefined`, which {{title}} takes for no retries, not for its default of {{fallback}}.",
    takenOver: "`{{option}}` has no effect beside a `{{by}}` function, which alone decides how often {{title}} tries.",
    methodNotRetried: "{{title}} repeats no {{method}} unless `methods` names it, so `{{option}}` has no effect here.",
    backoffWithoutAttempts:
      "`{{name}}` is the wait between attempts, and without `{{attempts}}` there is only one: the job is never retried.",
    nothingLabelled:
      "`{{title}}` retries only tasks with the label `{{label}}`, and no task has it: nothing is retried.",
    ownExceptionOnly:
      "`{{name}}` counts runs that raise `Retry` or were cancelled, and nothing raises it: any other exception ends the job at once.",
  },
  options: {},
  defaults: {},
  create: context => ({
    QueueSetting(setting) {
      if (setting.idle) context.report(settingReport(setting, setting.idle, context.text));
    },
    ClientRetry({ start, end, idle }) {
      if (!idle) return;
      const { kind, shown, data, story, repair } = idle;
      const fixes = repair ? [makeRetryAct(repair, context.text)] : [];
      context.report({
        level: shown ? "error" : "warning",
        at: { start, end },
        messageId: kind,
        data,
        related: story,
        fixes,
      });
    },
    TaskOptions(task) {
      for (const option of task.idle) context.report(optionReport(task, option, context.text));
    },
  }),
});

function settingReport(setting: QueueSetting, idle: IdleSetting, text: string): Report<MessageId> {
  const base = { at: setting.keyPlace, data: { name: setting.name, library: setting.library } };
  switch (idle.kind) {
    case "none":
      return {
        ...base,
        level: idle.same ? "advice" : idle.lost ? "error" : "warning",
        messageId: "noSuchSetting",
        data: { ...base.data, runs: idle.runs, meant: idle.meant },
        related: idle.story,
        fixes: moveFix(idle, text),
      };
    case "other":
      return {
        ...base,
        level: "warning",
        messageId: "misspeltSetting",
        data: { ...base.data, real: idle.written },
        fixes: [renameKey(setting.keyPlace, idle.written, text)],
      };
    case "tooNew":
      return {
        ...base,
        level: "warning",
        messageId: "newerSetting",
        data: { ...base.data, since: idle.since, installed: idle.installed },
      };
  }
}

/** The values of one call move together: the first finding's fix is the fix of all. */
function moveFix(idle: IdleSetting & { kind: "none" }, text: string): Fix[] {
  if (!idle.move) return [];
  const options = idle.move.entries.map(entry => `"${entry.option}": ${entry.text}`).join(", ");
  const places = idle.move.entries.map(entry => entry.place);
  return [
    replaceArguments(places, `task_annotations={"*": {${options}}}`, l10n.t("Move it to `task_annotations`"), text),
  ];
}

function optionReport(task: TaskOptions, option: IdleOption, text: string): Report<MessageId> {
  const [name = ""] = option.names;
  const one = option.names.length === 1;
  const list = listOf(option.names);
  const data = { name, task: task.task, runs: option.runs, it: one ? l10n.t("it") : l10n.t("them") };
  const base = {
    at: option.place,
    related: option.story,
    level: option.lost && option.proved ? "error" : "warning",
  } as const;
  switch (option.kind) {
    case "foreign":
      return {
        ...base,
        messageId: "foreignOption",
        data: {
          ...data,
          names: one ? l10n.t("{0} is an option", list) : l10n.t("{0} are options", list),
          of: option.of!,
        },
        fixes: [insteadFix(option, text)],
      };
    case "misspelt":
      return {
        ...base,
        messageId: "misspeltOption",
        data: { ...data, real: option.real! },
        fixes: [renameKey(option.namePlaces[0]!, option.real!, text)],
      };
    case "needsAutoretry":
      return {
        ...base,
        messageId: "needsAutoretry",
        data: { ...data, names: one ? l10n.t("{0} acts", list) : l10n.t("{0} act", list) },
        fixes: option.lost
          ? [retryFix(task, text)]
          : [replaceArguments(option.places, undefined, l10n.t("Remove {0}", list), text)],
      };
    case "overridden":
      return { ...base, messageId: "overridden", data: { ...data, by: option.of! } };
    case "noneMeansDefault":
      return { ...base, messageId: "noneMeansDefault", data };
    case "neverRetries":
      return {
        ...base,
        messageId: "neverRetries",
        data: { ...data, names: one ? l10n.t("{0} changes", list) : l10n.t("{0} change", list) },
        fixes: [retryFix(task, text)],
      };
  }
}

function listOf(names: readonly string[]): string {
  const [first, second, ...more] = names.map(name => `\`${name}\``);
  return second !== undefined && more.length === 0
    ? l10n.t("{0} and {1}", first!, second)
    : [first, second, ...more].filter(name => name !== undefined).join(", ");
}

const retryFix = (task: TaskOptions, text: string): Fix =>
  addArgument(
    task.addAt,
    "autoretry_for=(ConnectionError, TimeoutError)",
    l10n.t("Retry lost connections and time-outs with `autoretry_for`"),
    text,
  );

/** The option that does what was meant, unless the task has it already. */
function insteadFix(option: IdleOption, text: string): Fix {
  const { replacement } = option;
  return replacement === undefined
    ? replaceArguments(option.places, undefined, l10n.t("Remove `{0}`", option.names[0]!), text)
    : replaceArguments(option.places, `${replacement}=${option.text}`, l10n.t("Use `{0}` instead", replacement), text);
}
