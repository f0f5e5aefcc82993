/** The loop of a task, or of what it calls, whose turns wait longest. */
import { CELERY_LIMITS } from "../../libraries/time-limits.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { constantOf } from "../../semantics/symbolic.ts";
import type { BatchRecord } from "../batch/batch.ts";
import { beginsAnew, enqueues } from "../batch/complete.ts";
import { contains } from "../task/body/steps.ts";
import { durationText } from "../retry/duration.ts";
import type { TimedBatch } from "./task-time.ts";
import { longestWait } from "./waits.ts";

/** The task itself and what it calls: further down a loop goes through the parts of one item. */
const MAX_DEPTH = 2;
/** Loops that try one thing again, and lists of a handful: what one account has of them. */
const NO_BATCH = /(?:tries|attempts|retries|webhooks?|recipients|subscriptions)\)*$/iu;

export function longestBatch(
  fn: FunctionRecord,
  file: FileSummary,
  project: Project,
  seen: ReadonlySet<FunctionRecord> = new Set(),
): TimedBatch | undefined {
  if (seen.size >= MAX_DEPTH || seen.has(fn)) return undefined;
  const records = ((file.concepts["Batch"] ?? []) as BatchRecord[]).filter(one => one.functionId === fn.id);
  const own = records.flatMap(record => timed(record, fn, file, project) ?? []);
  const called = fn.calls.flatMap(call => {
    const target = project.functionOf(call.path, file);
    return (target && longestBatch(target.value, target.file, project, new Set([...seen, fn]))) ?? [];
  });
  // Of two that wait as long the outer one has more in each turn.
  return [...own, ...called].toSorted((a, b) => b.wait.seconds - a.wait.seconds)[0];
}

function timed(record: BatchRecord, fn: FunctionRecord, file: FileSummary, project: Project): TimedBatch | undefined {
  const calls = fn.calls.filter(
    call => contains(record.body, call.place) && !(record.once ?? []).some(part => contains(part, call.place)),
  );
  if (NO_BATCH.test(record.items) || calls.some(call => enqueues(call.text))) return undefined;
  const wait = longestWait(calls, file, project);
  if (!wait) return undefined;
  const most = record.atMost && constantOf(project.reduce(record.atMost, file));
  return {
    items: record.items,
    ...(typeof most === "number" && wait.seconds < Infinity
      ? { turns: { count: most, wait: durationText(most * wait.seconds * 1000) } }
      : {}),
    resumes: record.resumes || endsInOrder(file) || !beginsAnew(record, file, project),
    at: { ...record.place, path: file.path },
    wait,
  };
}

/** The code knows what the end of its time looks like. */
function endsInOrder(file: FileSummary): boolean {
  return file.imports.some(one => one.names.some(name => name.imported === CELERY_LIMITS.raised));
}
