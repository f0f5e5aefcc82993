import * as l10n from "@vscode/l10n";
import type { Retry } from "../../concepts/retry/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { writeOption } from "../../fixes/write-option.ts";

type MessageId = "byDefault" | "byChoice" | "loop" | "recursion" | "poll";

export default defineRule<MessageId>({
  family: "retries",
  name: "no-unbounded-retry",
  languages: ["typescript", "python"],
  description: "A retry has no limit of attempts and no deadline: only success ends it.",
  level: "error",
  fixable: "suggestion",
  messages: {
    byDefault: "{{subject}} is retried{{pace}} for ever when it keeps failing: {{why}}.",
    byChoice: "{{subject}} is retried{{pace}} for ever when it keeps failing: {{why}}.",
    loop: "{{subject}} tries again{{pace}} until it works: {{why}}, so what never works is never given up.",
    recursion: "{{subject}} tries again{{pace}} until it works: {{why}}, so what never works is never given up.",
    poll: "{{subject}} asks{{pace}} until the answer changes: {{why}}, so it waits for ever for an answer that never comes.",
  },
  options: {},
  defaults: {},
  create: context => {
    const reported = new Set<number>();
    return {
      Retry(retry) {
        const { attempts, deadline } = retry;
        if (attempts.is !== "absent" || deadline || isMeant(retry)) return;
        const at = attempts.place ?? retry.at;
        if (reported.has(at.start)) return;
        reported.add(at.start);
        const { subject, pace } = retry.words;
        context.report({
          level: levelOf(retry, attempts.by),
          at,
          messageId: messageOf(retry, attempts.by),
          data: { subject, pace: pace && ` ${pace}`, why: attempts.why },
          fixes: writeOption(retry.spelled.bound, option => l10n.t("End the retries with `{0}`", option)),
        });
      },
    };
  },
});

/**
 * A connection is tried as long as the process lives, a formula retries nothing, and whoever started a command may stop it. A
 * lost race ends by chance, and what asks nobody outside knows what it waits for.
 */
function isMeant(retry: Retry): boolean {
  const { kind, reach } = retry;
  if (retry.reconnects || kind === "formula" || kind === "schedule" || retry.runsIn !== "service") return true;
  if (kind === "poll") return reach === "local";
  return kind === "loop" && (retry.lostRace || reach === "local" || (retry.waits === "none" && reach !== "remote"));
}

/** What nobody chose is a fault; what somebody wrote, or a platform stands for, is a decision that may be right. */
function levelOf(retry: Retry, by: "default" | "choice" | "shape"): Level {
  return by === "default" && retry.kind === "call" && !retry.lostRace ? "error" : "warning";
}

function messageOf(retry: Retry, by: "default" | "choice" | "shape"): MessageId {
  if (by === "default") return "byDefault";
  if (by === "choice") return "byChoice";
  if (retry.kind === "poll") return "poll";
  return retry.body?.functionId === undefined ? "loop" : "recursion";
}
