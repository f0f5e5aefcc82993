/** What people call the parts of an audit. */
import * as l10n from "@vscode/l10n";
import type { Family } from "../../rules/define-rule.ts";
import { type Level, LEVELS } from "../../rules/finding.ts";
import type { Audit } from "./audit.ts";
import type { Measure, MeasureId } from "./coverage.ts";
import { CEILINGS, THRESHOLDS, WEIGHTS } from "./rating.ts";

export function familyName(family: Family): string {
  switch (family) {
    case "retries":
      return l10n.t("Retries");
    case "limits":
      return l10n.t("Rate limits");
    case "tenancy":
      return l10n.t("Tenancy");
    case "idempotency":
      return l10n.t("Idempotency");
    case "transactions":
      return l10n.t("Transactions");
    case "resilience":
      return l10n.t("Resilience");
  }
}

export function levelName(level: Level): string {
  switch (level) {
    case "error":
      return l10n.t("error");
    case "warning":
      return l10n.t("warning");
    case "advice":
      return l10n.t("advice");
  }
}

/** "2 errors". */
export function countText(count: number, level: Level): string {
  switch (level) {
    case "error":
      return count === 1 ? l10n.t("1 error") : l10n.t("{0} errors", count);
    case "warning":
      return count === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", count);
    case "advice":
      return count === 1 ? l10n.t("1 advice") : l10n.t("{0} advice", count);
  }
}

/** What stands at the head of an audit, each a sentence or a line of its own. */
export function headTexts({ name, grade, counts, files, date, version, change }: Audit) {
  return {
    title: l10n.t("Production readiness of {0}", name),
    rating: grade === undefined ? l10n.t("Not rated: nothing was found to rate.") : l10n.t("Rating: {0}", grade),
    found: foundText(counts, files),
    made: l10n.t("{0}, Faultline {1}", date, version),
    change:
      change &&
      l10n.t("Since the baseline: {0} new, {1} gone, {2} as before.", change.added, change.gone, change.known),
  };
}

/** "2 errors, 1 warning, 0 advice in 4 files". */
function foundText(counts: Audit["counts"], files: number): string {
  const found = LEVELS.map(level => countText(counts[level], level)).join(", ");
  return files === 1 ? l10n.t("{0} in 1 file", found) : l10n.t("{0} in {1} files", found, files);
}

/** "14 of 17 retries have an end". */
export function measureText({ id, part, whole }: Measure): string {
  return textOf(id, part, whole);
}

/** The rule of the rating, line by line. */
export function formulaText(): string[] {
  const grades = THRESHOLDS.map(({ grade, from }) => l10n.t("{0} from {1}", grade, from)).join(", ");
  return [
    l10n.t("risk = {0} × errors + {1} × warnings + {2} × advice", WEIGHTS.error, WEIGHTS.warning, WEIGHTS.advice),
    l10n.t(
      "score = 100 × things ÷ (things + risk), where things are the retries, queries, routes or effects that can fail",
    ),
    l10n.t("grade = {0}, else E", grades),
    l10n.t("at best {0} with an error, at best {1} with a warning", CEILINGS.error ?? "A", CEILINGS.warning ?? "A"),
    l10n.t("overall = the lowest grade of a family: a program fails where it is weakest"),
  ];
}

function textOf(id: MeasureId, part: number, whole: number): string {
  switch (id) {
    case "retries-bounded":
      return l10n.t("{0} of {1} retries have an end", part, whole);
    case "retries-jittered":
      return l10n.t("{0} of {1} waits between retries are spread by chance (jitter)", part, whole);
    case "retries-capped":
      return l10n.t("{0} of {1} exponential backoffs are capped", part, whole);
    case "queues-dead-letter":
      return l10n.t("{0} of {1} queues keep what failed (dead letters)", part, whole);
    case "queries-scoped":
      return l10n.t("{0} of {1} queries on tenant tables are scoped", part, whole);
    case "tables-row-security":
      return l10n.t("{0} of {1} tables that clients reach have row-level security", part, whole);
    case "routes-limited":
      return l10n.t("{0} of {1} routes stand behind a limiter", part, whole);
    case "limiters-enforced":
      return l10n.t("{0} of {1} limiters are enforced", part, whole);
    case "effects-protected":
      return l10n.t("{0} of {1} effects of tasks that run again are protected from a second run", part, whole);
    case "tasks-protected":
      return l10n.t("{0} of {1} tasks that run again are known to do no harm when they do", part, whole);
    case "transactions-local":
      return l10n.t("{0} of {1} transactions call no other system while they are open", part, whole);
    case "tasks-timed":
      return l10n.t("{0} of {1} tasks end when their time is over", part, whole);
    case "routes-stateless":
      return l10n.t("{0} of {1} routes keep nothing in the memory of one process", part, whole);
  }
}
