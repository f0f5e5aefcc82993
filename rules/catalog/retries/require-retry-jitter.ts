import * as l10n from "@vscode/l10n";
import type { Retry, RetryDelay } from "../../concepts/retry/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";
import { spreadDelays } from "../../fixes/spread-delays.ts";
import { writeOption } from "../../fixes/write-option.ts";

type MessageId = "tasks" | "clients" | "refused" | "rows";

export default defineRule<MessageId>({
  family: "retries",
  name: "require-retry-jitter",
  languages: ["typescript", "python"],
  description: "All who fail together wait the same time, and come back together.",
  level: "warning",
  fixable: "suggestion",
  messages: {
    tasks: "Jobs that fail together are tried again together: the {{delay}}{{schedule}} is the same for all of them.",
    clients: "Callers that fail together try again together: the {{delay}}{{schedule}} is the same for all of them.",
    refused:
      "Callers that are refused together (429) come back together: the {{delay}}{{schedule}} is the same for all of them.",
    rows: "Rows that fail in one batch are due again at the same moment: the {{delay}}{{schedule}} is the same for all of them.",
  },
  options: {},
  defaults: {},
  create: context => ({
    Retry(retry) {
      if (!meetsOthers(retry)) return;
      const same = retry.delays.filter(isSame);
      const [delay] = same;
      const level = levelOf(retry);
      if (!delay || !level) return;
      const { name, schedule } = delay.words;
      context.report({
        level,
        at: delay.place,
        messageId: messageOf(retry),
        data: { delay: name, schedule: schedule && ` (${schedule})` },
        related: delay.story,
        fixes: [
          ...writeOption(retry.spelled.jitter, option => l10n.t("Add jitter with `{0}`", option)),
          ...spreadDelays(same, context.language),
        ],
      });
    },
  }),
});

/** Several of them wait for the same thing at the same time. */
function meetsOthers(retry: Retry): boolean {
  const { kind } = retry;
  if (retry.runsIn !== "service" || retry.reconnects || retry.lostRace || kind === "poll" || retry.waits !== "some")
    return false;
  if (retry.calls === 1) return false;
  // What a library has no option for is the library's affair; jitter in one branch is an option of the code's own.
  const isOpen = !retry.library || retry.spelled.jitter || retry.delays.some(delay => delay.jitterable);
  if (!isOpen || retry.jitter === "known") return false;
  return kind === "formula" ? retry.users.length > 0 : true;
}

/** The same for all who wait, and known to be. One delay for all attempts is a pace, and no schedule. */
function isSame(delay: RetryDelay): boolean {
  return delay.changes && !delay.jitter && !delay.opaque && !delay.fromFormula;
}

function levelOf(retry: Retry): Level | undefined {
  if (retry.kind === "task" || retry.kind === "schedule" || retry.kind === "formula" || retry.refused) return "warning";
  return retry.reach === "remote" ? "warning" : retry.reach === "unknown" ? "advice" : undefined;
}

function messageOf(retry: Retry): MessageId {
  if (retry.refused) return "refused";
  if (retry.kind === "task") return "tasks";
  return retry.kind === "schedule" ? "rows" : "clients";
}
