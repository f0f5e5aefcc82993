/** The limit that holds for a task: its own, its app's, the worker's command line, or the queue's default. */
import type { FilePlace } from "../../finding.ts";
import { CELERY_LIMITS, TASK_TIMES } from "../../libraries/time-limits.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import { constantOf, type Symbolic } from "../../semantics/symbolic.ts";
import { durationText } from "../retry/duration.ts";
import { Apps, type Setting, tasksOf } from "../task-settings/apps.ts";
import { EffectiveTask } from "../task-settings/effective.ts";
import { lateSoftOf } from "../task-settings/late-soft.ts";
import type { TaskTime, TimeLimit } from "./task-time.ts";

type Timed = Pick<TaskTime, "queue" | "limit" | "lateSoft">;

/** Undefined for a function that is no queue's task. */
export function limitsOf(fn: FunctionRecord, file: FileSummary, project: Project): Timed | undefined {
  const record = tasksOf(file).find(one => one.functionId === fn.id);
  const task = record && new EffectiveTask(record, file, Apps.of(project));
  if (task && task.isTask === "proved") return ofCelery(task, project);
  for (const decorator of fn.decorators) {
    const library = project.libraryNameOf(decorator.path, file);
    const row = library === undefined ? undefined : TASK_TIMES.find(one => one.decorator.test(library));
    if (!row) continue;
    const option = decorator.arguments.find(argument => argument.name === row.option);
    const value = option && symbolic(option.value);
    return { queue: row.queue, limit: givenLimit(value, row, file, project) };
  }
  return undefined;
}

interface LimitRow {
  perSecond: number;
  defaultSeconds?: number;
}

/** What an option says; the queue's own limit without it. */
export function givenLimit(value: Symbolic | undefined, row: LimitRow, file: FileSummary, project: Project): TimeLimit {
  const { perSecond, defaultSeconds } = row;
  if (!value) return defaultSeconds === undefined ? { is: "absent" } : knownLimit(defaultSeconds, true);
  const known = constantOf(project.reduce(value, file));
  return typeof known === "number" && known > 0 ? knownLimit(known / perSecond, false) : { is: "unknown" };
}

function knownLimit(seconds: number, byDefault: boolean, at?: FilePlace): TimeLimit {
  return { is: "known", seconds, duration: durationText(seconds * 1000), byDefault, ...(at ? { at } : {}) };
}

function symbolic(value: FunctionRecord["decorators"][number]["arguments"][number]["value"]): Symbolic {
  if (value.constant !== undefined) return { kind: "constant", value: value.constant };
  return value.path ? { kind: "reference", path: value.path } : { kind: "unknown", text: value.key };
}

function ofCelery(task: EffectiveTask, project: Project): Timed {
  const { queue, hard, soft } = CELERY_LIMITS;
  const [hardLimit, softLimit] = [task.option(hard), task.option(soft)];
  const late = lateSoft(task, softLimit, hardLimit);
  return {
    queue,
    limit: effective(hardLimit, softLimit, project),
    ...(late ? { lateSoft: late } : {}),
  };
}

/** The first of the two that ends the task. */
function effective(hard: Setting, soft: Setting, project: Project): TimeLimit {
  const known = (setting: Setting): TimeLimit =>
    setting.is === "known" && typeof setting.value === "number" && setting.value > 0
      ? knownLimit(setting.value, false, setting.at)
      : setting.is === "unknown"
        ? { is: "unknown" }
        : { is: "absent" };
  const limits = [known(soft), known(hard)];
  const first = limits.filter(one => one.is === "known").toSorted((a, b) => a.seconds - b.seconds)[0];
  if (first) return first;
  if (limits.some(one => one.is === "unknown")) return { is: "unknown" };
  return ofCommands(project) ?? { is: "absent" };
}

/** `celery worker --time-limit=900` of a deployment file. */
function ofCommands(project: Project): TimeLimit | undefined {
  for (const { path, manifest } of project.files()) {
    const told = manifest?.taskLimit;
    if (told) return knownLimit(told.seconds, false, { ...told.place, path });
  }
  return undefined;
}

/** What the app sets for all is told once, at its settings. */
function lateSoft(task: EffectiveTask, soft: Setting, hard: Setting): TaskTime["lateSoft"] {
  const late = lateSoftOf(soft, hard);
  const own = [CELERY_LIMITS.soft, CELERY_LIMITS.hard].filter(name =>
    task.record.options.some(option => option.name === name),
  );
  return late && own.length > 0 ? { ...late, onTask: own.length === 2 } : undefined;
}
