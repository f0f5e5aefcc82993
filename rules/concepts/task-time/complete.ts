/** A recorded task with the limit that holds for it and the time that its batch may take. */
import { ENQUEUED_TIMES, WORKER_CLASS_TIMES } from "../../libraries/time-limits.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { isTestPath } from "../../project/test-code.ts";
import { longestBatch } from "./batches.ts";
import { givenLimit, limitsOf } from "./limits.ts";
import type { TaskTime, TaskTimeRecord } from "./task-time.ts";

interface Found extends Pick<TaskTime, "queue" | "limit" | "lateSoft"> {
  file: FileSummary;
  fn: FunctionRecord;
}

export function completeTaskTime(record: TaskTimeRecord, file: FileSummary, project: Project): TaskTime {
  const { start, end, place } = record;
  const found = isTestPath(file.path) ? undefined : foundTask(record, file, project);
  if (!found) return { type: "TaskTime", start, end, place, task: "", queue: "", limit: { is: "unknown" } };
  const { file: home, fn, ...timed } = found;
  const longest = longestBatch(fn, home, project);
  const fits =
    timed.limit.is === "known" && longest ? Math.floor(timed.limit.seconds / longest.wait.seconds) : undefined;
  const batch = longest && { ...longest, ...(fits === undefined ? {} : { fits }) };
  return { type: "TaskTime", start, end, place, task: fn.name ?? fn.id, ...timed, ...(batch ? { batch } : {}) };
}

function foundTask(record: TaskTimeRecord, file: FileSummary, project: Project): Found | undefined {
  if (record.form === "decorated") {
    const fn = file.functions.find(one => one.id === record.functionId);
    const timed = fn && limitsOf(fn, file, project);
    return timed && { file, fn, ...timed };
  }
  const target = project.functionOf(record.task, file);
  const row = target && rowOf(record, file, project);
  if (!target || !row) return undefined;
  return {
    file: target.file,
    fn: target.value,
    queue: row.queue,
    limit: givenLimit(record.limit, row, file, project),
  };
}

function rowOf(record: TaskTimeRecord & { form: "enqueued" | "listed" }, file: FileSummary, project: Project) {
  if (record.form === "listed") return { ...WORKER_CLASS_TIMES, perSecond: 1 };
  const library = project.libraryNameOf(record.call, file);
  return library === undefined ? undefined : ENQUEUED_TIMES.find(one => one.call.test(library));
}
