import type { FilePlace } from "../../rules/finding.ts";
import type { MappedQuery, TenantMap, TenantTable } from "../engine/tenant-map.ts";
import { scopeText } from "../engine/tenant-words.ts";

/** Raised when a field changes its meaning or goes; new fields may come at any time. */
const FORMAT_VERSION = 1;

export function tenantsJson({ columns, reason, tables, globalTables }: TenantMap): string {
  const named = columns.map(({ name, strength, root }) => ({
    name,
    strength,
    ...(root === undefined ? {} : { root }),
  }));
  const map = { version: FORMAT_VERSION, columns: named, reason, tables: tables.map(tableOf), globalTables };
  return JSON.stringify(map, undefined, 2);
}

function tableOf({ place, ownership, queries, ...rest }: TenantTable) {
  const { place: keyPlace, ...owner } = "place" in ownership ? ownership : { ...ownership, place: undefined };
  const rowSecurity = rest.rowSecurity && { enabled: rest.rowSecurity.enabled, forced: rest.rowSecurity.forced };
  return {
    name: rest.name,
    schema: rest.schema,
    ...placeOf(place),
    ownership: { ...owner, ...(keyPlace === undefined ? {} : { at: placeOf(keyPlace) }) },
    ...(rowSecurity === undefined ? {} : { rowSecurity }),
    policies: rest.policies,
    scoped: rest.scoped,
    open: rest.open,
    queries: queries.map(queryOf),
  };
}

function queryOf(query: MappedQuery) {
  const { at, operation, library, client, scope } = query;
  return {
    ...placeOf(at),
    operation,
    library,
    client: { kind: client.kind, proved: client.proved, ...(client.place ? { at: placeOf(client.place) } : {}) },
    scope: scope.kind,
    how: scopeText(query),
  };
}

function placeOf({ path, line, column, endLine, endColumn }: FilePlace) {
  return { path, line, column, endLine, endColumn };
}
