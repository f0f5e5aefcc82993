/**
 * Settings of a task queue and options of its tasks: what is written, what of it acts, and what contradicts. What a file cannot
 * know (is this module configuration, does a base class read the option) is answered when the project is linked.
 */
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { type QueueSetting, completeSetting } from "./app-setting.ts";
import { Apps } from "./apps.ts";
import { factsIn } from "./recognise-facts.ts";
import { settingsIn } from "./recognise-settings.ts";
import { tasksIn } from "./recognise-tasks.ts";
import type { FactRecord, SettingRecord, TaskOptionsRecord } from "./record.ts";
import { completeTask, type TaskOptions } from "./task-options.ts";

export type { AckConflict } from "./acks.ts";
export type { IdleSetting, Move, QueueSetting } from "./app-setting.ts";
export type { IdleOption, TaskOptions } from "./task-options.ts";

/** Words of which every Python file with settings or tasks of a queue holds one. */
const TRIGGERS = [
  "retry(",
  "celery",
  "Celery",
  "CELERY",
  "task",
  "Task",
  "TASK_",
  "conf.",
  "broker_",
  "BROKER_",
  "x-d",
  "interval_",
];

export const queueSettings: ConceptKind<SettingRecord, QueueSetting> = {
  name: "QueueSetting",
  triggers: () => TRIGGERS,
  recognise: settingsIn,
  complete: (record, _file, project) => completeSetting(record, Apps.of(project)),
};

export const taskOptions: ConceptKind<TaskOptionsRecord, TaskOptions> = {
  name: "TaskOptions",
  triggers: () => TRIGGERS,
  recognise: tasksIn,
  complete: (record, file, project) => completeTask(record, file, Apps.of(project)),
};

/** Facts that no rule listens to: the settings and tasks of other files are judged by them. */
export interface QueueFact extends ConceptNode {
  type: "QueueFact";
}

export const queueFacts: ConceptKind<FactRecord, QueueFact> = {
  name: "QueueFact",
  triggers: () => TRIGGERS,
  recognise: factsIn,
  complete: record => ({ type: "QueueFact", start: record.start, end: record.end }),
};
