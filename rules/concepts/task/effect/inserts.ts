/** Plain inserts of rows that stand for money or goods, where no unique key would refuse a second one. */
import type { Project } from "../../../project/project.ts";
import { findColumn, findModel, findTable, type Table } from "../../../project/schema/schema.ts";
import { VALUE_TABLE } from "../../../libraries/effects.ts";
import type { QueryRecord } from "../../query/query.ts";
import type { Body } from "../bodies.ts";
import type { StepRecord } from "../task.ts";

/** Libraries whose insert is made at once, not at a later commit. */
const IMMEDIATE = new Set<QueryRecord["library"]>(["postgrest", "prisma", "drizzle", "knex", "django"]);
const TRANSACTION = /(^|\.)(tx|trx|transaction|t)(\.|$)/u;

/** The table that a step adds a row to, which it adds again when the step runs again. Unknown keys or columns: none. */
export function insertedTable(step: StepRecord, body: Body, project: Project): string | undefined {
  if (step.record !== "write") return undefined;
  const queries = (body.file.concepts["Query"] ?? []) as QueryRecord[];
  const query = queries.find(
    one => one.operation === "insert" && one.at.start >= step.place.start && one.at.end <= step.place.end,
  );
  if (!query?.payload?.complete || !IMMEDIATE.has(query.library) || TRANSACTION.test(query.clientText))
    return undefined;
  const table =
    query.table === undefined ? findModel(project.schema, query.model ?? "") : findTable(project.schema, query.table);
  if (!table || table.partial || !VALUE_TABLE.test(table.name)) return undefined;
  return isRefusedTwice(
    table,
    query.payload.columns.map(column => column.name),
  )
    ? undefined
    : table.name;
}

/** Some unique key lies wholly in the columns that are given. */
function isRefusedTwice(table: Table, given: readonly string[]): boolean {
  const names = new Set(given.map(name => findColumn(table, name)?.name ?? name));
  const keys = [table.primaryKey, ...table.uniqueKeys.map(key => (key.expressions ? [] : key.columns))];
  return (
    table.uniqueKeys.some(key => key.expressions) ||
    keys.some(key => key.length > 0 && key.every(column => names.has(column)))
  );
}
