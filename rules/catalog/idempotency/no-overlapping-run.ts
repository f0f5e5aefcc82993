import * as l10n from "@vscode/l10n";
import type { RunFault } from "../../concepts/run/index.ts";
import { defineRule } from "../../define-rule.ts";
import type { Level } from "../../finding.ts";

interface Options {
  /** Runs that start at least this many minutes apart are expected to have ended. */
  longPeriod: number;
}

export default defineRule<"overlapping" | "overlappingAt" | "inEveryProcess" | "startedTwice", Options>({
  family: "idempotency",
  name: "no-overlapping-run",
  languages: ["typescript", "python"],
  description: "Work that must run once at a time is started again while it is running, and makes its effects twice.",
  level: "warning",
  fixable: false,
  messages: {
    overlapping:
      "While a slow run is still going, {{platform}} starts `{{work}}` again, and the second run {{consequence}}.",
    overlappingAt:
      "When `{{work}}` takes longer than {{period}}, {{platform}} starts it again beside the first run, and the second {{consequence}}.",
    inEveryProcess:
      "`{{why}}` starts {{count}} processes and {{platform}} ticks in each, so `{{work}}` runs in all of them and {{consequence}}.",
    startedTwice:
      "A second request starts the {{work}} again while the first is running: no lock, status or key stops it.",
  },
  options: {
    longPeriod: {
      type: "number",
      minimum: 0,
      description: "Runs that start at least this many minutes apart are expected to have ended: advice only.",
    },
  },
  defaults: { longPeriod: 720 },
  create: (context, { longPeriod }) => ({
    Run({ fault }) {
      if (!fault) return;
      context.report({
        level: levelOf(fault, longPeriod * 60_000),
        at: fault.at,
        messageId: fault.kind === "overlapping" && fault.periodMs !== undefined ? "overlappingAt" : fault.kind,
        data: {
          work: fault.work,
          platform: fault.platform,
          consequence: fault.consequence,
          period: fault.periodMs === undefined ? "" : periodOf(fault.periodMs),
          why: fault.processes?.why ?? "",
          count: fault.processes?.count ?? "several",
        },
        related: fault.story,
      });
    },
  }),
});

/** An effect for each of many items takes as long as there are items; a single one is over before the next tick. */
function levelOf(fault: RunFault, longMs: number): Level {
  if (fault.kind !== "overlapping") return "warning";
  return fault.looped && (fault.periodMs === undefined || fault.periodMs < longMs) ? "warning" : "advice";
}

function periodOf(milliseconds: number): string {
  const units: [number, (count: number) => string][] = [
    [86_400_000, count => (count === 1 ? l10n.t("a day") : l10n.t("{0} days", count))],
    [3_600_000, count => (count === 1 ? l10n.t("an hour") : l10n.t("{0} hours", count))],
    [60_000, count => (count === 1 ? l10n.t("a minute") : l10n.t("{0} minutes", count))],
    [1_000, count => (count === 1 ? l10n.t("a second") : l10n.t("{0} seconds", count))],
  ];
  for (const [size, words] of units) {
    const count = milliseconds / size;
    if (count >= 1 && Number.isInteger(count)) return words(count);
  }
  return `${milliseconds} ms`;
}
