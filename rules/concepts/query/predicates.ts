/** What a condition of a query is worth for the rows that it gives. */
import type { Table } from "../../project/schema/schema.ts";
import type { Predicate, QueryRecord } from "./query.ts";
import type { Tenancy } from "./tenancy.ts";

/** A dotted path on an embedded table restricts the parent only with `!inner` (DOMAIN 4.1). */
export function restrictsParent(predicate: Predicate, record: QueryRecord): boolean {
  if (record.library !== "postgrest") return true;
  const dot = predicate.column.indexOf(".");
  return dot < 0 || record.innerEmbeds.includes(predicate.column.slice(0, dot));
}

/** The column says which row it is. */
export function isIdentity(column: string, table: Table, tenancy: Tenancy): boolean {
  const last = column.split(".").at(-1)!;
  return tenancy.targetOf(table, last) !== undefined || /^(?:id|pk|uuid)$|_id$|Id$|_uuid$/u.test(last);
}
