/** Queries that are right to look beyond one tenant. */
import { ACCEPTING, TIME_COLUMN } from "../../libraries/request-shapes.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { QueryRecord } from "./query.ts";

/** The invited person is of no tenant yet: the id in the link is all that he has. */
export function isInvitation(record: QueryRecord, file: FileSummary): boolean {
  return (
    /invit/iu.test(record.table ?? record.model ?? "") &&
    ACCEPTING.test(`${file.path} ${record.unit.replace(/@.*/u, "")}`)
  );
}

/** `DELETE … WHERE expires_at < now`: what is over is swept out, whose it ever was. */
export function isSweep(record: QueryRecord): boolean {
  return (
    (record.operation === "delete" || record.operation === "update") &&
    record.predicates.some(one => one.operator === "other" && TIME_COLUMN.test(one.column))
  );
}
