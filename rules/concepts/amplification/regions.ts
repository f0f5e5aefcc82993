/** What a retry runs again, as the calls and the further retries in it. */
import type { Project } from "../../project/project.ts";
import type { CallRecord, FileSummary, FunctionRecord } from "../../project/summary.ts";
import { completedRetry } from "../retry/complete.ts";
import type { RetryRecord } from "../retry/record.ts";
import type { Retry } from "../retry/retry.ts";

export interface Region {
  file: FileSummary;
  start: number;
  end: number;
}

export interface PlacedCall {
  call: CallRecord;
  fn: FunctionRecord;
}

/** Retries that repeat what they hold. */
export function retriesIn(file: FileSummary, project: Project): readonly Retry[] {
  return project.memo(`layers of ${file.path}`, () =>
    ((file.concepts["Retry"] ?? []) as RetryRecord[])
      .filter(record => record.kind === "call" || record.kind === "loop" || record.kind === "task")
      .map(record => completedRetry(record, file, project)),
  );
}

/** Calls in a part of a file, those of the functions in it included. */
export function callsIn(region: Region): PlacedCall[] {
  const found: PlacedCall[] = [];
  for (const fn of region.file.functions) {
    if (fn.place.end < region.start || fn.place.start > region.end) continue;
    for (const call of fn.calls) if (isInside(call.place, region)) found.push({ call, fn });
  }
  return found;
}

export function regionOf(retry: Retry, project: Project): Region | undefined {
  const file = retry.body && project.file(retry.body.place.path);
  return file && { file, start: retry.body!.place.start, end: retry.body!.place.end };
}

export function functionRegion(file: FileSummary, fn: FunctionRecord): Region {
  return { file, start: fn.place.start, end: fn.place.end };
}

/** The retry of a decorated function. */
export function decorating(file: FileSummary, fn: FunctionRecord, project: Project): Retry | undefined {
  return retriesIn(file, project).find(
    retry =>
      retry.kind === "call" &&
      retry.body?.functionId === fn.id &&
      retry.body.place.path === file.path &&
      retry.at.start < retry.body.place.start &&
      fn.decorators.some(one => one.place.start <= retry.at.start && one.place.end >= retry.at.start),
  );
}

export function isInside(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}
