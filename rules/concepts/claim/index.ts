import { POPS, ROW_READS, SETTLES } from "../../libraries/claims.ts";
import { ROW_CHANGES } from "../../libraries/requeues.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import type { Claim, ClaimRecord, ClaimReturnRecord } from "./claim.ts";
import { completeClaim } from "./complete.ts";
import { markedRows } from "./recognise-rows.ts";
import { claimsOfSql, returnsOfSql } from "./recognise-sql.ts";
import { takenOut } from "./recognise-queues.ts";
import { stampedRows } from "./recognise-stamps.ts";
import { returnsOf } from "./returns.ts";

export type { Claim } from "./claim.ts";

/** Work that is taken so that nobody else takes it. */
export const claimConcept: ConceptKind<ClaimRecord, Claim> = {
  name: "Claim",
  triggers: () => [
    ...ROW_CHANGES,
    "status",
    "Status",
    "state",
    "State",
    "UPDATE",
    "delete",
    "DELETE",
    ...POPS.flatMap(row => [row.command, row.nodeRedis, row.command.toUpperCase()]),
    ...SETTLES.map(row => row.name),
  ],
  recognise: model => [...markedRows(model), ...stampedRows(model), ...takenOut(model)],
  recogniseFacts: claimsOfSql,
  complete: completeClaim,
};

/** What gives claims back; only {@link claimConcept} reads it. */
export interface ClaimReturnNode extends ConceptNode {
  type: "ClaimReturn";
}

export const claimReturns: ConceptKind<ClaimReturnRecord, ClaimReturnNode> = {
  name: "ClaimReturn",
  triggers: () => [...ROW_READS, ...ROW_CHANGES, "SELECT", "UPDATE", "DELETE", "Select", "Update", "Delete"],
  recognise: model => asRecord(returnsOf(model)),
  recogniseFacts: (file: FileSummary, text: string) => asRecord(returnsOfSql(file, text)),
  complete: record => ({ type: "ClaimReturn", start: record.start, end: record.end }),
};

function asRecord(returns: ClaimReturnRecord["returns"]): ClaimReturnRecord[] {
  return returns.length === 0 ? [] : [{ start: 0, end: 0, returns }];
}
