/**
 * Edits of which no finding can tell: the file had none, none speaks of it, and it still says to all others what it said.
 * Rules read the text of a file for their fixes only, so a file without findings has none as long as it says the same.
 */
import type { FileSummary } from "../../rules/project/summary.ts";
import { saysTheSame } from "../../rules/project/says-the-same.ts";
import type { ScanResult } from "./scan-result.ts";

/** What a scan told that speaks of files. */
export type Told = Pick<ScanResult, "findings" | "known" | "suppressed" | "notes" | "configProblems" | "skipped">;

/** Both summaries as plain JSON. */
export function isSilentEdit(before: FileSummary, after: FileSummary, told: Told): boolean {
  return mayChangeSilently(before, told) && saysTheSame(before, after);
}

/** Whether there are such edits of the file. A directive may speak where no finding does. */
export function mayChangeSilently({ path, crash, directives }: FileSummary, told: Told): boolean {
  return crash === undefined && directives.length === 0 && !speaksOf(told, path);
}

/** Taken widely: whatever holds the path in any place. */
function speaksOf({ findings, known, suppressed, notes, configProblems, skipped }: Told, path: string): boolean {
  const text = JSON.stringify([findings, known, suppressed, notes, configProblems, skipped]);
  return text.includes(JSON.stringify(path).slice(1, -1));
}
