import * as l10n from "@vscode/l10n";
import type { RetrySignal } from "../../concepts/retry-signal/index.ts";
import { defineRule } from "../../define-rule.ts";
import { passOnException } from "../../fixes/pass-on-exception.ts";

type MessageId = "markedDone" | "markedFailed" | "sentTwice" | "unreachableHandler";

const MESSAGES = { success: "markedDone", failure: "markedFailed", again: "sentTwice" } as const;

export default defineRule<MessageId>({
  family: "retries",
  name: "no-swallowed-retry",
  languages: ["python"],
  description:
    "A task asks for its retry where a handler catches the request, or handles a last retry that raises something else.",
  level: "error",
  fixable: "suggestion",
  messages: {
    markedDone:
      "`{{call}}` sends `{{task}}` again and then raises, `{{handler}}` catches that, and the run that failed counts as done.",
    markedFailed:
      "`{{call}}` sends `{{task}}` again and then raises, `{{handler}}` stops that, and the run ends in another error: the task is marked failed while its retry is on the way.",
    sentTwice:
      "`{{call}}` sends `{{task}}` again and then raises, `{{handler}}` catches that and retries once more: two messages run where one was meant.",
    unreachableHandler:
      "`{{handler}}` never runs: with `exc=…` the last retry of `{{task}}` raises that exception, not `MaxRetriesExceededError`.",
  },
  options: {},
  defaults: {},
  create: context => ({
    RetrySignal(signal) {
      if (signal.kind === "none") return;
      const certain = signal.proved && !signal.handler.partly;
      context.report({
        level: certain ? "error" : "warning",
        at: signal,
        ...(signal.kind === "caught" ? caught(signal) : unreachable(signal)),
        related: signal.story,
      });
    },
  }),
});

const caught = (signal: RetrySignal) => ({
  messageId: MESSAGES[signal.handler.then],
  data: { call: signal.text, task: signal.task, handler: signal.handler.text },
  fixes: passOnException(signal),
});

const unreachable = (signal: RetrySignal) => ({
  messageId: "unreachableHandler" as const,
  data: { task: signal.task, handler: signal.handler.text },
  fixes: [
    {
      title: l10n.t("Remove `exc`, so that the last retry raises `MaxRetriesExceededError`"),
      kind: "suggestion" as const,
      edits: signal.excArguments.map(({ start, end }) => ({ start, end, text: "" })),
    },
  ],
});
