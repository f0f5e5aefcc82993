/**
 * The tenant map: every table that belongs to a tenant, with each query on it, the client that sends it and what ties it to
 * one tenant. Whoever shows or tells how many queries of a table are scoped counts here, so that all say the same number.
 */
import type { FilePlace } from "../../finding.ts";
import { OPERATOR_FILE } from "../../libraries/request-shapes.ts";
import type { Project } from "../../project/project.ts";
import type { RowSecurity, Table } from "../../project/schema/schema.ts";
import type { TenantColumn } from "../../project/schema/tenancy.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Client } from "./client-role.ts";
import type { Operation, Ownership, QueryLibrary, QueryRecord, Scope } from "./query.ts";
import { ScopeProver } from "./scope.ts";

export interface TenantMap {
  /** Columns that separate tenants, strongest first; none when the application has one tenant. */
  columns: readonly TenantColumn[];
  /** One sentence for people: what the choice of columns rests on. */
  reason: string;
  /** Tables whose rows have an owner, and the tenants' own tables; by name. */
  tables: TenantTable[];
  /** Names of the tables that belong to no tenant. */
  globalTables: string[];
}

export interface TenantTable {
  /** As the database spells it. */
  name: string;
  /** "public" unless the source says otherwise. */
  schema: string;
  ownership: Ownership;
  place: FilePlace;
  /** Undefined when no SQL creates the table: then the state is unknown. */
  rowSecurity?: RowSecurity;
  policies: number;
  /** In path and source order; those of scripts, migrations and tests are left out. */
  queries: MappedQuery[];
  /** How many of `queries` are proved to stay within one tenant. */
  scoped: number;
  /** How many have no proof, and nothing about them is unknown. */
  open: number;
}

export interface MappedQuery {
  at: FilePlace;
  operation: Operation;
  library: QueryLibrary;
  client: Client;
  scope: Scope;
  /** The tenant itself is in the condition or in the written row, whoever sends the query. */
  carries: boolean;
}

export function tenantMap(project: Project): TenantMap {
  return project.memo("tenant map", () => {
    const { tenancy } = ScopeProver.of(project);
    const all = [...project.schema.tables.values()].sort((a, b) => compare(a.name, b.name));
    const kindOf = (table: Table) => tenancy.ownershipOf(table).kind;
    return {
      columns: project.tenant.columns,
      reason: project.tenant.reason,
      tables: all.filter(table => !["global", "unknown"].includes(kindOf(table))).map(one => tenantTable(project, one)),
      globalTables: all.filter(table => kindOf(table) === "global").map(table => table.name),
    };
  });
}

/** The queries on one table, and how many of them are scoped. */
export function tenantTable(project: Project, table: Table): TenantTable {
  const tables = project.memo("tenant tables", () => project.memoTable((one: Table) => mapped(project, one)));
  return tables.get(table);
}

function mapped(project: Project, table: Table): TenantTable {
  const prover = ScopeProver.of(project);
  const queries = (queriesByTable(project).get(table) ?? []).map(({ record, file }): MappedQuery => ({
    at: { ...record.at, path: file.path },
    operation: record.operation,
    library: record.library,
    client: prover.clientOf(record, file),
    scope: told(prover.scopeOf(record, file)),
    carries: prover.carriesTenant(record),
  }));
  return {
    name: table.name,
    schema: table.schema,
    ownership: prover.tenancy.ownershipOf(table),
    place: table.place,
    ...(table.rls ? { rowSecurity: table.rls } : {}),
    policies: table.policies.length,
    queries,
    scoped: queries.filter(query => query.scope.kind === "scoped").length,
    open: queries.filter(query => query.scope.kind === "open").length,
  };
}

/** A query that hangs on an open one is as open: only the finding is told once. */
function told(scope: Scope): Scope {
  return scope.kind === "unknown" ? (scope.follows ?? scope) : scope;
}

interface QueryOnTable {
  table: Table;
  record: QueryRecord;
  file: FileSummary;
}

function queriesByTable(project: Project): ReadonlyMap<Table, QueryOnTable[]> {
  return project.memo("queries by table", () => {
    const all = [...project.gather("queries on tables", "Query", file => onTables(file, project))];
    const found = new Map<Table, QueryOnTable[]>();
    for (const query of all.sort((a, b) => compare(a.file.path, b.file.path))) {
      const same = found.get(query.table);
      if (same) same.push(query);
      else found.set(query.table, [query]);
    }
    return found;
  });
}

function onTables(file: FileSummary, project: Project): QueryOnTable[] {
  const prover = ScopeProver.of(project);
  return (OPERATOR_FILE.test(file.path) ? [] : prover.queriesOf(file)).flatMap(record => {
    const table = prover.tenancy.tableOf(record);
    return table ? [{ table, record, file }] : [];
  });
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
