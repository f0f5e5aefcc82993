import * as l10n from "@vscode/l10n";
import type { TaskTime, TimedBatch } from "../../concepts/task-time/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Related } from "../../finding.ts";

export default defineRule<"noLimit" | "mayHang" | "tooShort" | "fewItems" | "lateSoft", { minItems: number }>({
  family: "resilience",
  name: "require-task-time-limit",
  languages: ["python"],
  description: "A batch task has no time limit, or one that its batch cannot keep.",
  level: "error",
  fixable: false,
  messages: {
    noLimit:
      "`{{task}}` has no time limit, and each turn of its loop over `{{items}}` may wait {{wait}} for `{{call}}`, so one slow service keeps a worker for as long as the list lasts.",
    mayHang:
      "`{{task}}` has no time limit and `{{call}}` in its loop over `{{items}}` no time-out, so one silent server keeps a worker for ever.",
    tooShort:
      "`{{task}}` is ended after {{limit}}{{byDefault}}, but {{turns}} turns of its loop over `{{items}}` may wait {{wait}} each for `{{call}}`, {{whole}} in all, so the last items are never reached.",
    fewItems:
      "`{{task}}` is ended after {{limit}}{{byDefault}}, and each turn of its loop over `{{items}}` may wait {{wait}} for `{{call}}`, so with more than {{turns}} slow ones it never comes to an end.",
    lateSoft:
      "The hard limit ends {{task}} after {{hard}}, and the soft limit of {{soft}} is not over by then, so the clean-up that waits for the soft limit never runs.",
  },
  options: {
    minItems: {
      type: "number",
      minimum: 0,
      description:
        "Items that a task with a limit has to manage when each waits as long as it may; fewer are reported.",
    },
  },
  defaults: { minItems: 1000 },
  create: (context, { minItems }) => ({
    QueueSetting({ lateSoft, start, end }) {
      if (!lateSoft) return;
      context.report({
        level: "warning",
        at: { start, end },
        messageId: "lateSoft",
        data: { task: l10n.t("every task"), soft: lateSoft.soft, hard: lateSoft.hard },
        related: lateSoft.story,
      });
    },
    TaskTime(task) {
      const { batch, lateSoft, start, end } = task;
      if (lateSoft)
        context.report({
          level: lateSoft.onTask && !lateSoft.together ? "error" : "warning",
          at: { start, end },
          messageId: "lateSoft",
          data: { task: `\`${task.task}\``, soft: lateSoft.soft, hard: lateSoft.hard },
          related: lateSoft.story,
        });
      const fault = batch && faultOf(task, batch, minItems);
      if (!fault) return;
      const { level, messageId, data } = fault;
      context.report({ level, at: { start, end }, messageId, data, related: storyOf(task, batch) });
    },
  }),
});

function faultOf({ task, limit }: TaskTime, { items, turns, fits, wait, resumes }: TimedBatch, minItems: number) {
  const data = { task, items, call: wait.text, wait: wait.duration };
  if (limit.is === "absent")
    return wait.seconds === Infinity
      ? { level: "warning" as const, messageId: "mayHang" as const, data }
      : { level: "advice" as const, messageId: "noLimit" as const, data };
  if (limit.is !== "known" || fits === undefined || wait.seconds === Infinity || resumes) return undefined;
  const byDefault = limit.byDefault ? l10n.t(", the queue's default") : "";
  const told = { ...data, limit: limit.duration, byDefault };
  if (turns) {
    const given = { ...told, turns: turns.count, whole: turns.wait };
    return turns.count > fits ? { level: "warning" as const, messageId: "tooShort" as const, data: given } : undefined;
  }
  return fits < minItems
    ? { level: "advice" as const, messageId: "fewItems" as const, data: { ...told, turns: fits } }
    : undefined;
}

function storyOf({ limit }: TaskTime, { at, wait }: TimedBatch): Related[] {
  return [
    { ...at, message: l10n.t("The loop over the items.") },
    { ...wait.at, message: l10n.t("This is the longest wait of one turn.") },
    ...(limit.is === "known" && limit.at ? [{ ...limit.at, message: l10n.t("The limit is set here.") }] : []),
  ];
}
