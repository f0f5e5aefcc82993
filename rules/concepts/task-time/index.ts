import type { ConceptKind } from "../concept.ts";
import { completeTaskTime } from "./complete.ts";
import { taskTimesIn } from "./recognise.ts";
import type { TaskTime, TaskTimeRecord } from "./task-time.ts";

export type { TaskTime, TimedBatch, TimeLimit } from "./task-time.ts";

export const taskTime: ConceptKind<TaskTimeRecord, TaskTime> = {
  name: "TaskTime",
  triggers: () => ["task", "actor", "job", "enqueue", "Worker"],
  recognise: taskTimesIn,
  complete: completeTaskTime,
  isEmpty: ({ task }) => task === "",
};
