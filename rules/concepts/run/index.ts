import { SCHEDULER_METHODS } from "../../libraries/schedulers.ts";
import type { ConceptKind } from "../concept.ts";
import { completeRun } from "./complete.ts";
import { GOING, recogniseRuns } from "./recognise.ts";
import type { Run, RunRecord } from "./run.ts";

export type { Run, RunFault } from "./run.ts";

/** What else files hold in which something is started, scheduled or looked at before. */
const IDIOMS = [
  "setInterval",
  "scheduled",
  "beat_schedule",
  "BEAT_SCHEDULE",
  "task",
  "waitUntil",
  "after",
  "create_task",
  "ensure_future",
  "add_task",
  "submit",
  "Thread",
  "fetch",
  "export",
  // In any spelling: isRunning, running, RUNNING.
  ...[...GOING].flatMap(word => [word.slice(1), word.toUpperCase()]),
];

export const run: ConceptKind<RunRecord, Run> = {
  name: "Run",
  triggers: () => [...SCHEDULER_METHODS, ...IDIOMS],
  recognise: recogniseRuns,
  complete: completeRun,
};
