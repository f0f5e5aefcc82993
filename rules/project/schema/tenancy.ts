import * as l10n from "@vscode/l10n";
import { findColumn, findModel, findTable, type Column, type ForeignKey, type Schema, type Table } from "./schema.ts";
import { isPeople, ownerCandidates, type OwnerCandidate } from "./tenant-owner.ts";

/** A column that says whose a row is. */
export interface TenantColumn {
  /** As the database spells it; see `fields` for model code. */
  name: string;
  /** Names in model code: Prisma and Drizzle fields, Django's relation field and its attribute. */
  fields: string[];
  /** The table it points to, when the schema has one. */
  root?: string;
  /** `narrower`: the key of a part of a tenant (a project of a workspace), which also proves scope once it is proved itself. */
  strength: "tenant" | "narrower";
  /** How many tables carry it. */
  tables: number;
}

/** Whose rows are whose. No columns: the application has one tenant, or none that can be told. */
export interface TenantModel {
  /** Strongest first. */
  columns: TenantColumn[];
  /** Names of root tables, the tenant's own first. */
  roots: string[];
  /** One sentence for people: what the choice rests on. */
  reason: string;
}

export type TableScope =
  | { kind: "direct"; columns: Column[] }
  /** Rows belong to a tenant through the row they point to; `path` leads there, nearest first. Not `required`: some key may be null. */
  | { kind: "indirect"; path: ForeignKey[]; required: boolean }
  | { kind: "root" }
  | { kind: "global" }
  /** Not in the schema, or only altered there. */
  | { kind: "unknown" };

/** Which columns separate tenants; `configured` (column names) overrides what the schema suggests. */
export function inferTenantColumns(schema: Schema, configured?: readonly string[]): TenantModel {
  if (configured && configured.length > 0) return configuredModel(schema, configured);
  const candidates = ownerCandidates(schema);
  const best = candidates[0];
  if (!best)
    return { columns: [], roots: [], reason: l10n.t("No column shared by tables points to an owner with members.") };
  const narrower = candidates.slice(1).filter(other => belongsTo(schema, other, best));
  const columns = [
    ...best.columns.map(name => tenantColumn(schema, name, best, "tenant")),
    ...narrower.flatMap(other => other.columns.map(name => tenantColumn(schema, name, other, "narrower"))),
  ];
  const roots = [best, ...narrower].flatMap(candidate => candidate.root?.name ?? []);
  return { columns: distinct(columns), roots, reason: best.reason };
}

/** How a table, given itself or named as in the database or as a model, stands to the tenant. */
export function classifyTable(schema: Schema, tenant: TenantModel, name: string | Table): TableScope {
  const table = typeof name === "string" ? (findTable(schema, name) ?? findModel(schema, name)) : name;
  if (!table) return { kind: "unknown" };
  const columns = tenant.columns.flatMap(column => table.columns.get(column.name) ?? []);
  if (columns.length > 0) return { kind: "direct", columns };
  if (tenant.roots.includes(table.name)) return { kind: "root" };
  if (isPeople(table.name)) return { kind: "global" };
  const required = pathToTenant(schema, tenant, table, "required");
  const path = required ?? pathToTenant(schema, tenant, table, "any");
  if (path) return { kind: "indirect", path, required: required !== undefined };
  return { kind: table.partial ? "unknown" : "global" };
}

function configuredModel(schema: Schema, configured: readonly string[]): TenantModel {
  const columns = configured.map((name, i): TenantColumn => {
    const tables = [...schema.tables.values()].filter(table => findColumn(table, name));
    const key = tables
      .flatMap(table => table.foreignKeys)
      .find(one => one.columns.length === 1 && one.columns[0] === name);
    const strength = i === 0 ? "tenant" : "narrower";
    const root = key === undefined ? {} : { root: key.table };
    return { name, fields: fieldsOf(schema, name), ...root, strength, tables: tables.length };
  });
  const roots = columns.flatMap(column => column.root ?? []);
  return { columns, roots: [...new Set(roots)], reason: l10n.t("Named in the configuration.") };
}

function tenantColumn(
  schema: Schema,
  name: string,
  candidate: OwnerCandidate,
  strength: TenantColumn["strength"],
): TenantColumn {
  const tables = [...schema.tables.values()].filter(table => table.columns.has(name)).length;
  const root = candidate.root === undefined ? {} : { root: candidate.root.name };
  return { name, fields: fieldsOf(schema, name), ...root, strength, tables };
}

function fieldsOf(schema: Schema, name: string): string[] {
  const fields = new Set<string>();
  for (const table of schema.tables.values()) {
    const field = table.columns.get(name)?.field;
    if (field !== undefined && field !== name) fields.add(field);
    for (const key of table.foreignKeys)
      if (key.columns.join() === name && key.field !== undefined) fields.add(key.field);
  }
  return [...fields].sort();
}

function distinct(columns: readonly TenantColumn[]): TenantColumn[] {
  return columns.filter((column, i) => columns.findIndex(other => other.name === column.name) === i);
}

/** The other owner's table points to the tenant's, itself or over another owner. */
function belongsTo(schema: Schema, other: OwnerCandidate, tenant: OwnerCandidate): boolean {
  if (!other.root || !tenant.root) return false;
  const model = { columns: tenant.columns.map(name => ({ name })), roots: [tenant.root.name] };
  return (
    other.root.columns.size > 0 &&
    (tenant.columns.some(name => other.root!.columns.has(name)) || reaches(schema, model, other.root))
  );
}

function reaches(schema: Schema, model: { columns: { name: string }[]; roots: string[] }, table: Table): boolean {
  return pathToTenant(schema, model, table) !== undefined;
}

/**
 * The shortest way over foreign keys to a table that carries the tenant, or to the tenant itself. People are not a way:
 * a row's author does not make it the property of the author's tenant. Nor is a key that is set to null with its target.
 */
export function pathToTenant(
  schema: Schema,
  tenant: { columns: readonly { name: string }[]; roots: readonly string[] },
  from: Table,
  keys: "required" | "any" = "any",
): ForeignKey[] | undefined {
  const queue: { table: Table; path: ForeignKey[] }[] = [{ table: from, path: [] }];
  const seen = new Set<Table>([from]);
  for (let at = 0; at < queue.length; at++) {
    const { table, path } = queue[at]!;
    if (
      path.length > 0 &&
      (tenant.roots.includes(table.name) || tenant.columns.some(column => table.columns.has(column.name)))
    ) {
      return path;
    }
    for (const key of table.foreignKeys) {
      const next = findTable(schema, { name: key.table, schema: key.tableSchema });
      if (!next || seen.has(next) || isPeople(next.name) || path.length >= 4) continue;
      if (key.onDelete === "set null" || (keys === "required" && isNullable(table, key))) continue;
      seen.add(next);
      queue.push({ table: next, path: [...path, key] });
    }
  }
  return undefined;
}

function isNullable(table: Table, key: ForeignKey): boolean {
  return key.columns.some(name => table.columns.get(name)?.nullable !== false);
}
