/** Which key of a table keeps a second row out. Invariant: a table that is only partly known keeps an unknown number of keys. */
import * as l10n from "@vscode/l10n";
import { findColumn, type Table, type UniqueKey } from "../../project/schema/schema.ts";

export interface WrittenColumn {
  name: string;
  key: string;
}

/** Columns as the database names them; a relation stands for its foreign key, `connect: { id: x }` for `x`. */
export function columnsIn(columns: readonly WrittenColumn[], table: Table): WrittenColumn[] {
  return columns.flatMap(column => {
    const relation = table.foreignKeys.find(one => one.field === column.name);
    const connected = /connect\s*:\s*\{\s*(\w+)(?:\s*:\s*([\w.$?[\]]+))?[\s,]*\}/u.exec(column.key);
    const key = plain(connected ? (connected[2] ?? connected[1]!) : column.key);
    if (relation) return relation.columns.map(name => ({ name, key }));
    if (column.name === "pk" && table.primaryKey.length === 1) return [{ name: table.primaryKey[0]!, key }];
    return [{ name: findColumn(table, column.name)?.name ?? column.name, key }];
  });
}

/** `user.id`, `user.pk` and `user` are one value; so are a name and its normalised form. */
export function plain(key: string): string {
  return key.replace(/\.(?:id|pk)$/u, "").replace(/\.(?:lower|toLowerCase|strip|trim)\(\)$/u, "");
}

/** A key that two rows with the same values in `same` cannot both have, as far as the row's columns `written` are known. */
export function keyOver(table: Table, same: readonly string[], written: readonly string[]): UniqueKey | undefined {
  const keys: UniqueKey[] = [
    ...table.uniqueKeys,
    ...(table.primaryKey.length > 0 ? [{ columns: table.primaryKey, place: table.place }] : []),
  ];
  const direct = keys.find(key => isOver(key, same));
  if (direct) return direct;
  return keys.find(
    key =>
      (key.expressions === true && mentions(key, same)) ||
      (key.columns.some(column => same.includes(column)) && isOver(key, written)),
  );
}

/** Columns whose value a row has, those included that the database fills with a constant; an omitted column without is null. */
export function filledColumns(table: Table, written: readonly string[]): string[] {
  const filled = [...table.columns.values()].filter(
    column => column.hasDefault && !/time|date|uuid|serial/iu.test(column.type) && !written.includes(column.name),
  );
  return [...written, ...filled.map(column => column.name)];
}

function isOver(key: UniqueKey, columns: readonly string[]): boolean {
  return key.columns.length > 0 && key.expressions !== true && key.columns.every(column => columns.includes(column));
}

/** What an expression is made of is not told; it is taken for the columns that are looked for. */
function mentions(key: UniqueKey, same: readonly string[]): boolean {
  return key.columns.length === 0 || key.columns.some(column => same.includes(column));
}

/** "`email`", "`org_id` and `slug`". */
export function named(columns: readonly string[]): string {
  const quoted = [...new Set(columns)].map(column => `\`${column}\``);
  return quoted.length < 2 ? (quoted[0] ?? "") : l10n.t("{0} and {1}", quoted.slice(0, -1).join(", "), quoted.at(-1)!);
}
