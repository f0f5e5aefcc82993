/** A query over several tables is one on the table that has an owner; the conditions on the others hold for the same rows. */
import type { QueryRecord } from "./query.ts";
import type { Tenancy } from "./tenancy.ts";

export function settleJoin(record: QueryRecord, tenancy: Tenancy): QueryRecord {
  if (isOwned(record, tenancy) || record.operation !== "select") return record;
  const other = record.others?.find(table => isOwned({ ...record, table, model: undefined }, tenancy));
  if (other === undefined) return record;
  const first = record.table ?? record.model ?? "";
  return {
    ...record,
    table: other,
    predicates: record.predicates.map(one => ({ ...one, column: seenFrom(other, first, one.column) })),
  };
}

function isOwned(record: QueryRecord, tenancy: Tenancy): boolean {
  const { kind } = tenancy.ownershipOf(tenancy.tableOf(record));
  return kind === "direct" || kind === "indirect";
}

/** `jobs.id` is `id` from `jobs`; what was the first table's own is now another's. */
function seenFrom(table: string, first: string, column: string): string {
  if (column.startsWith(`${table}.`)) return column.slice(table.length + 1);
  return column.includes(".") ? column : `${first}.${column}`;
}
