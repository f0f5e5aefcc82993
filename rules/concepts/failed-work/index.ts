import { CELERY_FAILURE, FAILED_HANDLER, POLLED_QUEUES } from "../../libraries/failed-work.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { completeFailedWork } from "./complete.ts";
import type { FailedWork, FailedWorkRecord, FailureHandlingRecord } from "./failed-work.ts";
import { consumersWithoutDeadLetter } from "./recognise-consumers.ts";
import { deadLetterModules, forgetfulQueues } from "./recognise-modules.ts";
import { dueWork, usesOfFound } from "./recognise-stores.ts";
import { swallowedFailures } from "./recognise-swallowed.ts";
import { undeletedMessages } from "./recognise-undeleted.ts";
import { exhaustedTasks } from "./recognise-tasks.ts";

export type { FailedWork, FailedWorkRepair } from "./failed-work.ts";

const TRIGGERS = ["except", "catch", "retry", "Retry", "dead", "Dead", "dlq", "DLQ", "removeOnFail", "queue"];

/** What becomes of work that failed for good. */
export const failedWork: ConceptKind<FailedWorkRecord, FailedWork> = {
  name: "FailedWork",
  triggers: () => TRIGGERS,
  recognise: model => [
    ...swallowedFailures(model),
    ...dueWork(model),
    ...deadLetterModules(model),
    ...forgetfulQueues(model),
    ...exhaustedTasks(model),
    ...undeletedMessages(model),
  ],
  recogniseFacts: consumersWithoutDeadLetter,
  complete: completeFailedWork,
};

/** Who handles and drains failed work; only {@link failedWork} reads it. */
export interface FailureHandling extends ConceptNode {
  type: "FailureHandling";
}

export const failureHandling: ConceptKind<FailureHandlingRecord, FailureHandling> = {
  name: "FailureHandling",
  // What looks for work that failed is told by what it asks for, under any name.
  triggers: () => [],
  recognise: model => {
    const handles: FailureHandlingRecord["handles"] = [];
    if (FAILED_HANDLER.test(model.text)) handles.push("failedJobs");
    if (model.python && CELERY_FAILURE.test(model.text) && /celery/iu.test(model.text)) handles.push("celery");
    if (POLLED_QUEUES.some(queue => queue.policy.test(model.text))) handles.push("polled");
    const uses = usesOfFound(model);
    return handles.length + uses.length === 0 ? [] : [{ start: 0, end: 0, handles, uses }];
  },
  complete: record => ({ type: "FailureHandling", start: record.start, end: record.end }),
};
