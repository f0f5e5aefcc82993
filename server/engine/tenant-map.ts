/** Questions about the tenant map, for whoever shows it: `engine.ask(tenantMap)`. */
import { ScopeProver } from "../../rules/concepts/query/scope.ts";
import { tenantTable, type MappedQuery, type TenantTable } from "../../rules/concepts/query/tenant-map.ts";
import type { Project } from "../../rules/project/project.ts";

export { tenantMap } from "../../rules/concepts/query/tenant-map.ts";
export type { MappedQuery, TenantMap, TenantTable } from "../../rules/concepts/query/tenant-map.ts";

/** A query of a file with the table that it is on. */
export interface PlacedQuery {
  query: MappedQuery;
  table: TenantTable;
}

/** Works out the map for a while; true once it is whole. Goes on where it stopped, unless the project changed meanwhile. */
export function prepareTenantMap(project: Project, forMs: number): boolean {
  const end = performance.now() + forMs;
  for (const table of project.schema.tables.values()) {
    tenantTable(project, table);
    if (performance.now() > end) return false;
  }
  return true;
}

/** The queries of a file on tables whose rows have an owner. Asks only about these tables. */
export function queriesOnTenantTables(project: Project, path: string): PlacedQuery[] {
  const file = project.file(path);
  if (file === undefined) return [];
  const prover = ScopeProver.of(project);
  const tables = new Set(prover.queriesOf(file).flatMap(record => prover.tenancy.tableOf(record) ?? []));
  return [...tables]
    .map(table => tenantTable(project, table))
    .filter(isOwned)
    .flatMap(table => table.queries.filter(query => query.at.path === path).map(query => ({ query, table })));
}

/** The tenants' own tables are in the map too; their rows are the tenants. */
export function isOwned({ ownership }: TenantTable): boolean {
  return ownership.kind === "direct" || ownership.kind === "indirect";
}
