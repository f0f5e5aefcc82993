import type { Table } from "./schema.ts";

/** The name Postgres gives a constraint that has none: `orders_site_id_fkey`. */
export function defaultConstraintName(table: string, columns: readonly string[], suffix: string): string {
  return [table, ...columns, suffix].join("_").slice(0, 63);
}

/** Removes a column and every key that used it, as `DROP COLUMN` does. */
export function withoutColumn(table: Table, column: string): void {
  table.columns.delete(column);
  table.primaryKey = table.primaryKey.includes(column) ? [] : table.primaryKey;
  table.uniqueKeys = table.uniqueKeys.filter(key => !key.columns.includes(column));
  table.foreignKeys = table.foreignKeys.filter(key => !key.columns.includes(column));
}

/** Renames a column in place, keeping the order of columns, and in every key. */
export function renamedColumn(table: Table, from: string, to: string): void {
  const rename = (columns: string[]) => columns.map(name => (name === from ? to : name));
  table.columns = new Map(
    [...table.columns].map(([name, column]) => (name === from ? [to, { ...column, name: to }] : [name, column])),
  );
  table.primaryKey = rename(table.primaryKey);
  for (const key of [...table.uniqueKeys, ...table.foreignKeys]) key.columns = rename(key.columns);
}
