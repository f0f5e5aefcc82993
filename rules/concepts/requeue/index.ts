import { REJECTS } from "../../libraries/requeues.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { completeRequeue } from "./complete.ts";
import { rejectedMessages, selfEnqueues } from "./recognise-messages.ts";
import { addedAgain, pushedBack, toldStatuses } from "./recognise-queues.ts";
import { claimsOf, readRows, requeuedRows, takesOf } from "./recognise-rows.ts";
import { requeuesOfSql, sqlClaims, sqlTakes } from "./recognise-sql.ts";
import { unmarkedObjects } from "./recognise-marked.ts";
import { unmarkedRows } from "./recognise-unmarked.ts";
import type { Requeue, RequeueLimitRecord, RequeueRecord } from "./requeue.ts";

export type { Requeue, RequeueRepair } from "./requeue.ts";

/** Words of which every file holds one that puts work back. */
const TRIGGERS = [
  "ubsub",
  "ubSub",
  "status",
  "Status",
  "state",
  "State",
  "nack",
  "reject",
  "Reject",
  "requeue",
  "delay(",
  "apply_async",
  "update",
];

/** Work that is put back after it failed. */
export const requeueConcept: ConceptKind<RequeueRecord, Requeue> = {
  name: "Requeue",
  triggers: () => TRIGGERS,
  recognise: model => {
    const reading = readRows(model);
    const back = requeuedRows(reading);
    return [
      ...back,
      ...unmarkedRows(reading).filter(one => !back.some(other => other.start === one.start)),
      ...unmarkedObjects(model),
      ...rejectedMessages(model),
      ...selfEnqueues(model),
      ...pushedBack(model),
      ...toldStatuses(model),
      ...addedAgain(model),
    ];
  },
  recogniseFacts: requeuesOfSql,
  complete: completeRequeue,
};

/** What bounds the repetitions; only {@link requeueConcept} reads it. */
export interface RequeueLimit extends ConceptNode {
  type: "RequeueLimit";
}

export const requeueLimits: ConceptKind<RequeueLimitRecord, RequeueLimit> = {
  name: "RequeueLimit",
  triggers: () => TRIGGERS,
  recognise: model => limit(claimsOf(readRows(model)), takesOf(model), model.text),
  recogniseFacts: (file: FileSummary, text: string) => limit(sqlClaims(file), sqlTakes(file), text),
  complete: record => ({ type: "RequeueLimit", start: record.start, end: record.end }),
};

function limit(claims: RequeueLimitRecord["claims"], takes: string[], text: string): RequeueLimitRecord[] {
  const policies = [...new Set(REJECTS.filter(row => row.policy.test(text)).map(row => row.broker))];
  return claims.length + takes.length + policies.length === 0 ? [] : [{ start: 0, end: 0, claims, takes, policies }];
}
