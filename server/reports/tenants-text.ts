/** The tenant map for people at a terminal. */
import picocolors from "picocolors";
import { isOwned, type MappedQuery, type TenantMap, type TenantTable } from "../engine/tenant-map.ts";
import {
  clientText,
  countText,
  ownershipPlace,
  ownershipText,
  rowSecurityText,
  scopeText,
  tableName,
  tenantText,
  unknownCount,
} from "../engine/tenant-words.ts";
import { textTable } from "./text-table.ts";

const HEAD = ["table", "belongs by", "row-level security", "queried by", "queries", "scoped", "not scoped", "unknown"];
const NUMBERS = new Set([4, 5, 6, 7]);

export function tenantsText(map: TenantMap): string {
  const colours = coloursOfTerminal();
  if (map.columns.length === 0) return [tenantText(map), "", HOW_TO_SET].join("\n");
  const tables = map.tables.filter(isOwned);
  const [head, ...rows] = textTable([HEAD, ...tables.map(rowOf)], NUMBERS);
  const painted = rows.map((row, at) => (tables[at]!.open > 0 ? colours.yellow(row) : row));
  const none = tables.length === 0 ? ["No query on a table of a tenant was found here."] : [];
  const others = map.globalTables.length === 0 ? [] : ["", `Of no tenant: ${map.globalTables.join(", ")}.`];
  return [tenantText(map), "", ...(none.length > 0 ? none : [colours.bold(head!), ...painted]), ...others].join("\n");
}

const HOW_TO_SET =
  'If there is one, name it in faultline.json: { "tenancy": { "columns": ["tenant_id"] } }. `faultline init` proposes the file.';

function rowOf(table: TenantTable): string[] {
  const { queries, scoped, open } = table;
  return [
    tableName(table),
    ownershipText(table).replaceAll("`", ""),
    rowSecurityText(table) ?? "unknown",
    clientsOf(queries),
    ...[queries.length, scoped, open, unknownCount(table)].map(count => (count === 0 ? "–" : String(count))),
  ];
}

/** The most frequent first. */
function clientsOf(queries: readonly MappedQuery[]): string {
  const counts = new Map<string, number>();
  for (const query of queries) counts.set(clientText(query), (counts.get(clientText(query)) ?? 0) + 1);
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  if (sorted.length === 1) return sorted[0]![0];
  return sorted.map(([client, count]) => `${client} ${count}`).join(", ") || "–";
}

const KINDS = [
  ["open", "not scoped"],
  ["unknown", "cannot be told"],
  ["scoped", "scoped"],
] as const;

/** One table: whose its rows are, and each query on it with what ties it to one tenant. */
export function tenantTableText(table: TenantTable): string {
  const colours = coloursOfTerminal();
  const { queries } = table;
  const { path, line } = ownershipPlace(table);
  const security = rowSecurityText(table) ?? "unknown";
  const rows = queries.map(lineOf);
  const lines = textTable(rows);
  const parts = KINDS.flatMap(([kind, title]) => {
    const those = lines.filter((_, at) => queries[at]!.scope.kind === kind);
    const paint = kind === "open" ? colours.yellow : kind === "scoped" ? colours.green : colours.dim;
    return those.length === 0 ? [] : ["", paint(title), ...those.map(line => `  ${line}`)];
  });
  return [
    `${colours.bold(tableName(table))} belongs by ${ownershipText(table)} ${colours.dim(`${path}:${line}`)}`,
    `row-level security ${security}; ${countText(table)}`,
    ...parts,
  ].join("\n");
}

function lineOf(query: MappedQuery): string[] {
  const { path, line, column } = query.at;
  return [`${path}:${line}:${column}`, query.operation, clientText(query), scopeText(query)];
}

function coloursOfTerminal() {
  return picocolors.createColors(picocolors.isColorSupported);
}
