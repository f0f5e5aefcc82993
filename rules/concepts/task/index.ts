import type { ConceptKind } from "../concept.ts";
import { completeTask } from "./complete.ts";
import { recogniseTasks } from "./body/recognise.ts";
import type { Task, TaskRecord } from "./task.ts";

export type {
  Delivery,
  EarlyRecord,
  LateRecord,
  MadeEffect,
  Protection,
  Task,
  TaskEffect,
  UnknownEvent,
} from "./task.ts";

export const taskConcept: ConceptKind<TaskRecord, Task> = {
  name: "Task",
  // Any function may stand between a task and what it does.
  triggers: () => [],
  recognise: recogniseTasks,
  complete: completeTask,
  isEmpty: ({ deliveries, effects, lateRecords, earlyRecords, makes, unknownEvent }) =>
    unknownEvent === undefined &&
    [deliveries, effects, lateRecords, earlyRecords, makes].every(found => found.length === 0),
};
