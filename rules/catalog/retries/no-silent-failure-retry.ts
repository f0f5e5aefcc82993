import * as l10n from "@vscode/l10n";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { awaitCall } from "../../fixes/await-call.ts";
import { raiseStatus } from "../../fixes/raise-status.ts";

type MessageId = "answer" | "unawaited" | "swallowed" | "generator";

export default defineRule<MessageId>({
  family: "retries",
  name: "no-silent-failure-retry",
  languages: ["typescript", "python"],
  description:
    "A retry that never sees the failure: an answer that nothing looks at, a promise that is not awaited, a handler that keeps everything.",
  level: "error",
  fixable: "safe",
  messages: {
    answer: "{{name}} never tries again after a 503: {{client}} does not throw, and nothing looks at {{looks}}.",
    unawaited:
      "`{{call}}` is returned without `await`, so its failure leaves the `try` unseen and {{name}} never tries again.",
    swallowed: "{{name}} is never tried again: its own handler keeps every failure and returns as if it had worked.",
    generator:
      "{{name}} is never tried again: calling a generator only makes it, and it fails later, while it is read.",
  },
  options: {},
  defaults: {},
  create(context) {
    const told = new Set<number>();
    return {
      Retry(retry) {
        for (const failure of retry.silentFailures()) {
          if (failure.at.path !== context.file.path || told.has(failure.at.start)) continue;
          told.add(failure.at.start);
          const report = (level: Level, data: Record<string, string> = {}) => ({
            level,
            at: failure.at,
            messageId: failure.is,
            data: { name: retry.name, ...data },
            related: failure.story,
          });
          if (failure.is === "answer")
            context.report({
              ...report("warning", { client: failure.client, looks: failure.looks }),
              fixes: raiseStatus(failure, context.language, context.text),
            });
          else if (failure.is === "unawaited")
            context.report({
              ...report(failure.proved ? "error" : "warning", { call: `${failure.text}()` }),
              fixes: [awaitCall(failure.at, l10n.t("Wait for it inside the `try`"))],
            });
          else context.report(report("error"));
        }
      },
    };
  },
});
