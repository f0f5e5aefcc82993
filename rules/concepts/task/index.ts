import type { ConceptKind } from "../concept.ts";
import { completeTask } from "./complete.ts";
import { recogniseTasks } from "./body/recognise.ts";
import type { Task, TaskRecord } from "./task.ts";

export type { Delivery, LateRecord, MadeEffect, Protection, Task, TaskEffect } from "./task.ts";

/** Words of which every file holds one that makes, records, guards or repeats an effect, or passes a call on to one that does. */
const TRIGGERS = [
  "post",
  "Post",
  "POST",
  "send",
  "Send",
  "create",
  "Create",
  "commit",
  "save",
  "update",
  "insert",
  "retry",
  "Retry",
  "task",
  "Task",
  "queue",
  "Queue",
  "worker",
  "Worker",
  "webhook",
  "publish",
  "notify",
  "fetch(",
  "await ",
  "async def",
];

export const taskConcept: ConceptKind<TaskRecord, Task> = {
  name: "Task",
  triggers: () => TRIGGERS,
  recognise: recogniseTasks,
  complete: completeTask,
};
