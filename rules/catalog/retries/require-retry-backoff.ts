import * as l10n from "@vscode/l10n";
import type { Retry } from "../../concepts/retry/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { writeOption } from "../../fixes/write-option.ts";

export default defineRule({
  family: "retries",
  name: "require-retry-backoff",
  languages: ["typescript", "python"],
  description: "The next attempt follows at once, or a server that refuses is asked again at the same pace.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    immediate: "{{subject}} is tried again at once after a failure: {{attempts}} fall into the same outage.",
    samePace:
      "A server that says it is asked too often is asked again {{pace}}, whatever it answers: the delay `{{delay}}` never grows.",
  },
  options: {},
  defaults: {},
  create: context => {
    const reported = new Set<number>();
    return {
      Retry(retry) {
        if (isDeliberate(retry) || reported.has(retry.at.start)) return;
        const level = levelOf(retry);
        const { subject, attempts, pace } = retry.words;
        if (retry.waits === "none" && level) {
          reported.add(retry.at.start);
          context.report({
            level,
            at: retry.at,
            messageId: "immediate",
            data: { subject, attempts },
            fixes: writeOption(retry.spelled.backoff, option => l10n.t("Wait between attempts with `{0}`", option)),
          });
        }
        const [delay] = retry.delays;
        if (!delay || !retry.refused || retry.waits !== "some" || retry.delays.some(one => one.changes || one.opaque))
          return;
        if (pace === "" || delay.implicit) return;
        reported.add(retry.at.start);
        context.report({
          level: "warning",
          at: delay.place,
          messageId: "samePace",
          data: { pace, delay: delay.text },
        });
      },
    };
  },
});

/** A lost race soon works, a connection has its own pace, a poll asks for a state. */
function isDeliberate(retry: Retry): boolean {
  return (
    retry.lostRace ||
    retry.reconnects ||
    retry.runsIn !== "service" ||
    ["poll", "schedule", "formula"].includes(retry.kind) ||
    retry.calls === 1
  );
}

/** One repetition at once catches a broken connection; several, or for ever, only add to the load. */
function levelOf(retry: Retry): Level | undefined {
  const { calls, kind, reach } = retry;
  if (reach === "local") return undefined;
  // A repetition of one's own may be the only one: it counts when it is known to go on.
  if (kind === "loop" && (reach !== "remote" || (calls === undefined && retry.attempts.is !== "absent")))
    return undefined;
  if (retry.connecting) return "advice";
  if (calls === 2) return kind === "loop" ? undefined : "advice";
  return "warning";
}
