import * as l10n from "@vscode/l10n";
import type { Retry } from "../../concepts/retry/index.ts";
import { defineRule } from "../../define-rule.ts";
import { excludeFailures } from "../../fixes/exclude-failures.ts";

export default defineRule<"refusal" | "mistake">({
  family: "retries",
  name: "no-permanent-error-retry",
  languages: ["typescript", "python"],
  description: "Failures that stay, such as refused requests and wrong input, are tried again.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    refusal: "{{name}} tries again after {{what}} as after an outage: {{cost}} that cannot succeed.",
    mistake: "{{name}} tries again after {{what}}, which fails the same way every time: {{cost}} for nothing.",
  },
  options: {},
  defaults: {},
  create(context) {
    const told = new Set<number>();
    return {
      Retry(retry) {
        if (retry.lostRace || told.has(retry.at.start)) return;
        const failures = retry.permanentFailures();
        const failure = failures.find(one => one.kind === "refusal" && one.proved) ?? failures[0];
        if (!failure || failure.at.path !== context.file.path || told.has(failure.at.start)) return;
        told.add(retry.at.start).add(failure.at.start);
        context.report({
          level: failure.proved ? "warning" : "advice",
          at: failure.at,
          messageId: failure.kind,
          data: { name: retry.name, what: failure.what, cost: costOf(retry) },
          related: failure.story,
          fixes: excludeFailures(retry.exclusion()),
        });
      },
    };
  },
});

function costOf(retry: Retry): string {
  const { attempts } = retry;
  if (attempts.is === "absent") return l10n.t("endless calls");
  if (attempts.is === "unknown") return l10n.t("calls");
  const calls = attempts.retries === 1 ? l10n.t("1 more call") : l10n.t("{0} more calls", attempts.retries);
  const [delay] = retry.delays;
  return retry.delays.length === 1 && delay!.schedule.length > 0
    ? l10n.t("{0}, after {1},", calls, delay!.words.schedule)
    : calls;
}
