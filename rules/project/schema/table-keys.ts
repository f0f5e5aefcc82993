import type { FilePlace, Place } from "../../finding.ts";
import type { ColumnFact, ForeignKeyFact, KeyFact, QualifiedName } from "./schema-facts.ts";
import type { Column, ForeignKey, Table, UniqueKey } from "./schema.ts";

/** Key of a table in {@link Schema.tables}. */
export function keyOf(name: QualifiedName): string {
  const schema = (name.schema ?? "public").toLowerCase();
  return schema === "public" ? name.name.toLowerCase() : `${schema}.${name.name.toLowerCase()}`;
}

export function inFile(path: string, place: Place): FilePlace {
  return { path, ...place };
}

export function addColumn(table: Table, path: string, fact: ColumnFact): void {
  const column: Column = {
    name: fact.name,
    ...(fact.field === undefined ? {} : { field: fact.field }),
    type: fact.type,
    nullable: fact.nullable,
    hasDefault: fact.hasDefault === true,
    place: inFile(path, fact.place),
  };
  table.columns.set(fact.name, column);
}

/** Adds a unique key unless an equal one is there. */
export function addUnique(table: Table, path: string, fact: KeyFact): void {
  const same = (key: UniqueKey) =>
    key.where === fact.where && [...key.columns].sort().join() === [...fact.columns].sort().join();
  if (table.uniqueKeys.some(same)) return;
  const { place, ...rest } = fact;
  table.uniqueKeys.push({ ...rest, place: inFile(path, place) });
}

/** Adds a foreign key; one on the same columns to the same table gives way, as a later constraint is what rules care about. */
export function addForeignKey(table: Table, path: string, fact: ForeignKeyFact): void {
  const { place, table: target, model: _model, ...rest } = fact;
  const key: ForeignKey = {
    ...rest,
    table: target.name,
    ...(target.schema === undefined ? {} : { tableSchema: target.schema }),
    place: inFile(path, place),
  };
  const others = table.foreignKeys.filter(
    other => other.columns.join() !== key.columns.join() || other.table !== key.table,
  );
  table.foreignKeys = [...others, key];
}

/** A model's reference says what the database has already, and may name its field; else it is one more. */
export function joinForeignKey(table: Table, path: string, fact: ForeignKeyFact): void {
  const known = table.foreignKeys.find(
    key => key.columns.join() === fact.columns.join() && key.table.toLowerCase() === fact.table.name.toLowerCase(),
  );
  if (known) known.field ??= fact.field;
  else addForeignKey(table, path, fact);
}

export function newTable(name: QualifiedName, place: FilePlace, dialect: Table["dialect"]): Table {
  return {
    name: name.name,
    schema: name.schema ?? "public",
    columns: new Map(),
    primaryKey: [],
    uniqueKeys: [],
    foreignKeys: [],
    policies: [],
    triggers: [],
    grants: [],
    place,
    source: "migration",
    sources: ["migration"],
    dialect,
  };
}

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
