/** Retries that never see the failure: answers that nothing looks at, promises that are not awaited, handlers that keep all. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import { RESOLVING_CLIENTS, type ResolvingClient } from "../../libraries/failures.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { RetryRecord } from "../retry/record.ts";
import { within } from "./classes.ts";
import { recordOf } from "./leaving.ts";
import type { AnswerRecord, UnawaitedRecord } from "./record.ts";
import { type Repeated, repeatedOf } from "./repeated.ts";

/** Why a retry does not see a failure. */
export type SilentFailure =
  | { is: "answer"; at: FilePlace; client: string; looks: string; story: Related[]; mend?: Mend }
  | { is: "unawaited"; at: FilePlace; text: string; proved: boolean; story: Related[] }
  | { is: "swallowed"; at: FilePlace; story: Related[] }
  | { is: "generator"; at: FilePlace; story: Related[] };

/** How an answer's failure can be made an exception: by a call at the end of its chain, or by a statement after it. */
export interface Mend {
  chained?: { at: number; call: string };
  after?: { statement: Span; result: string; check: "status_code" | "status" | "ok" | "error" };
}

const MAX_DEPTH = 2;

export function silentFailures(retry: RetryRecord, file: FileSummary, project: Project): SilentFailure[] {
  const repeated = repeatedOf(retry, file, project);
  if (!repeated || repeated.selection?.results || !retry.at) return [];
  const at: FilePlace = { ...retry.at, path: file.path };
  const whole = repeated.span === undefined && retry.handler === undefined;
  if (whole && repeated.record?.generator && isDecorator(retry, repeated)) return [{ is: "generator", at, story: [] }];
  if (whole && repeated.record?.swallows) {
    const place = { ...repeated.record.swallows, path: repeated.file.path };
    return [{ is: "swallowed", at, story: [{ ...place, message: l10n.t("Every failure ends here.") }] }];
  }
  return [...unawaitedIn(repeated, project), ...answersIn(repeated, retry, at, project)];
}

/** The library repeats a whole function, not a loop over its attempts. */
function isDecorator(retry: RetryRecord, repeated: Repeated): boolean {
  return retry.library !== undefined && retry.body?.functionId !== undefined && repeated.file.language === "python";
}

function unawaitedIn(repeated: Repeated, project: Project): SilentFailure[] {
  const { file, functionId, span, handling } = repeated;
  if (!span || !handling) return [];
  const all = (file.concepts["Unawaited"] ?? []) as UnawaitedRecord[];
  return all.flatMap((record): SilentFailure[] => {
    if (record.functionId !== functionId || !within(record, span)) return [];
    const target = project.functionOf(record.path, file);
    const proved = record.parameter === "promise" || target?.value.async === true || record.text === "fetch";
    if (!proved && (record.parameter !== "unknown" || file.language === "python")) return [];
    const story = [{ ...handling.handler.place, path: file.path, message: l10n.t("This handler never runs for it.") }];
    return [{ is: "unawaited", at: { ...record.place, path: file.path }, text: record.text, proved, story }];
  });
}

function answersIn(repeated: Repeated, retry: RetryRecord, at: FilePlace, project: Project): SilentFailure[] {
  const found = answersOf(repeated.file, repeated.functionId, repeated.span, project, 0);
  const seen = resultUse(retry, repeated);
  return found
    .filter(one => one.answer.looked === "no" || (one.depth === 0 && seen === "unread"))
    .map(({ answer, row, file, calls }) => ({
      is: "answer",
      at: { ...answer.place, path: file.path },
      client: row.title,
      looks: worded(row.looks),
      story: [{ ...at, message: l10n.t("This tries again only what throws.") }, ...calls],
      ...mendOf(answer, row),
    }));
}

function mendOf(answer: AnswerRecord, row: ResolvingClient): { mend?: Mend } {
  if (row.chained !== undefined && answer.end !== undefined)
    return { mend: { chained: { at: answer.end, call: row.chained } } };
  if (answer.result === undefined || !answer.statement || row.check === undefined) return {};
  return { mend: { after: { statement: answer.statement, result: answer.result, check: row.check } } };
}

interface FoundAnswer {
  answer: AnswerRecord;
  row: ResolvingClient;
  file: FileSummary;
  depth: number;
  calls: Related[];
}

function answersOf(
  file: FileSummary,
  functionId: string,
  span: Span | undefined,
  project: Project,
  depth: number,
): FoundAnswer[] {
  const inside = (place: Span) => span === undefined || within(place, span);
  const own = (recordOf(file, functionId)?.answers ?? []).flatMap((answer): FoundAnswer[] => {
    if (answer.looked === "yes" || !inside(answer.place)) return [];
    const library = answer.path ? project.libraryNameOf(answer.path, file) : answer.text;
    const row = library === undefined ? undefined : RESOLVING_CLIENTS.find(one => one.library.test(library));
    return row ? [{ answer, row, file, depth, calls: [] }] : [];
  });
  if (depth >= MAX_DEPTH) return own;
  const calls = file.functions.find(one => one.id === functionId)?.calls ?? [];
  const inner = calls.flatMap(call => {
    const target = inside(call.place) && !call.caught ? project.functionOf(call.path, file) : undefined;
    if (!target || target.value.id === functionId) return [];
    return answersOf(target.file, target.value.id, undefined, project, depth + 1)
      .filter(one => one.answer.looked === "no")
      .map(one => ({
        ...one,
        calls: [{ ...call.place, path: file.path, message: l10n.t("The attempt calls this.") }, ...one.calls],
      }));
  });
  return [...own, ...inner];
}

/** What becomes of the result that a retry hands out. */
function resultUse(retry: RetryRecord, repeated: Repeated): "unread" | "unknown" {
  if (retry.kind !== "call" || repeated.span) return "unknown";
  const around = repeated.file.functions.find(one => one.id === retry.functionId);
  const call = around?.calls.find(one => retry.at !== undefined && within(retry.at, one.place));
  return call && (call.use === "dropped" || call.use === "bound") ? "unread" : "unknown";
}
