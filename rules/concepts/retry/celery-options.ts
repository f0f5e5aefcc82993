/** Celery: a task's number of retries and its delay, when its annotations or its base class set them. DOMAIN.md §1.1. */
import * as l10n from "@vscode/l10n";
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import { operation } from "../../semantics/expressions.ts";
import { constant, unknown } from "../../semantics/symbolic.ts";
import { Apps, type Setting } from "../task-settings/apps.ts";
import { EffectiveTask } from "../task-settings/effective.ts";
import type { TaskOptionsRecord } from "../task-settings/record.ts";
import { ATTEMPT } from "./counters.ts";
import type { DelayRecord, LimitRecord, RetryRecord } from "./record.ts";

/** The record with what holds for its task in place of what its decorator says or leaves open. */
export function withTaskOptions(record: RetryRecord, file: FileSummary, project: Project): RetryRecord {
  const task = record.taskId === undefined ? undefined : taskOf(record.taskId, file, project);
  if (!task) return record;
  const delays = record.delays.map(delay => withDelay(delay, task));
  const retries = task.option("max_retries");
  if (retries.is === "known" && retries.value === null && record.limits.some(limit => limit.setting))
    return { ...record, delays, limits: [], endless: endlessText(retries.at, task) };
  const limits = record.limits.map(limit => (limit.setting ? withLimit(limit, retries, task) : limit));
  const { base: _, ...rest } = record;
  return { ...rest, delays, limits };
}

function taskOf(id: string, file: FileSummary, project: Project): EffectiveTask | undefined {
  const records = (file.concepts["TaskOptions"] ?? []) as TaskOptionsRecord[];
  const found = records.find(one => one.functionId === id);
  return found && new EffectiveTask(found, file, Apps.of(project));
}

function withLimit(limit: LimitRecord, retries: Setting, task: EffectiveTask): LimitRecord {
  if (retries.is === "absent") return limit;
  if (retries.is === "unknown") {
    if (limit.source === undefined) return limit;
    const text = l10n.t("the base class of the task");
    return { ...limit, holds: operation("<", ATTEMPT, unknown("max_retries")), text, worded: true };
  }
  if (typeof retries.value !== "number" || isOwn(retries.at, task)) return limit;
  return {
    holds: operation("<", ATTEMPT, constant(retries.value)),
    place: retries.at,
    path: retries.at.path,
    text: isAnnotation(retries.at, task)
      ? l10n.t("`max_retries = {0}` of task_annotations", retries.value)
      : l10n.t("`max_retries = {0}` of the base class", retries.value),
    worded: true,
  };
}

function withDelay(delay: DelayRecord, task: EffectiveTask): DelayRecord {
  if (!delay.setting) return delay;
  const wait = task.option("default_retry_delay");
  if (wait.is === "absent" || (wait.is === "known" && isOwn(wait.at, task))) return delay;
  const { source: _, ...rest } = delay;
  if (wait.is === "known" && typeof wait.value === "number") return { ...rest, value: constant(wait.value) };
  return delay.source === undefined ? delay : { ...rest, value: unknown("default_retry_delay") };
}

/** The decorator itself says it. */
function isOwn(at: FilePlace, task: EffectiveTask): boolean {
  return at.path === task.file.path && task.record.options.some(option => option.namePlace.start === at.start);
}

function endlessText(at: FilePlace, task: EffectiveTask): string {
  return isAnnotation(at, task)
    ? l10n.t("`max_retries` is None of task_annotations")
    : l10n.t("`max_retries` is None of the base class");
}

function isAnnotation(at: FilePlace, task: EffectiveTask): boolean {
  const annotations = task.apps.settingsFor(task.app, "task_annotations");
  return annotations.some(one => one.file.path === at.path && one.record.keyPlace.start === at.start);
}
