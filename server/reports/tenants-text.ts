/** The tenant map for people at a terminal. */
import * as l10n from "@vscode/l10n";
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

const NUMBERS = new Set([4, 5, 6, 7]);

export function tenantsText(map: TenantMap): string {
  const colours = coloursOfTerminal();
  if (map.columns.length === 0) return [tenantText(map), "", howToSet()].join("\n");
  const tables = map.tables.filter(isOwned);
  const [head, ...rows] = textTable([heads(), ...tables.map(rowOf)], NUMBERS);
  const painted = rows.map((row, at) => (tables[at]!.open > 0 ? colours.yellow(row) : row));
  const none = tables.length === 0 ? [l10n.t("No query on a table of a tenant was found here.")] : [];
  const others = map.globalTables.length === 0 ? [] : ["", l10n.t("Of no tenant: {0}.", map.globalTables.join(", "))];
  return [tenantText(map), "", ...(none.length > 0 ? none : [colours.bold(head!), ...painted]), ...others].join("\n");
}

function heads(): string[] {
  return [
    l10n.t("table"),
    l10n.t("belongs by"),
    l10n.t("row-level security"),
    l10n.t("queried by"),
    l10n.t("queries"),
    l10n.t("scoped"),
    l10n.t("not scoped"),
    l10n.t("unknown"),
  ];
}

function howToSet(): string {
  const example = '{ "tenancy": { "columns": ["tenant_id"] } }';
  return l10n.t("If there is one, name it in faultline.json: {0}. `faultline init` proposes the file.", example);
}

function rowOf(table: TenantTable): string[] {
  const { queries, scoped, open } = table;
  return [
    tableName(table),
    ownershipText(table).replaceAll("`", ""),
    rowSecurityText(table) ?? l10n.t("unknown"),
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
  ["open", () => l10n.t("not scoped")],
  ["unknown", () => l10n.t("cannot be told")],
  ["scoped", () => l10n.t("scoped")],
] as const;

/** One table: whose its rows are, and each query on it with what ties it to one tenant. */
export function tenantTableText(table: TenantTable): string {
  const colours = coloursOfTerminal();
  const { queries } = table;
  const { path, line } = ownershipPlace(table);
  const security = rowSecurityText(table) ?? l10n.t("unknown");
  const rows = queries.map(lineOf);
  const lines = textTable(rows);
  const parts = KINDS.flatMap(([kind, title]) => {
    const those = lines.filter((_, at) => queries[at]!.scope.kind === kind);
    const paint = kind === "open" ? colours.yellow : kind === "scoped" ? colours.green : colours.dim;
    return those.length === 0 ? [] : ["", paint(title()), ...those.map(line => `  ${line}`)];
  });
  return [
    `${l10n.t("{0} belongs by {1}", colours.bold(tableName(table)), ownershipText(table))} ${colours.dim(`${path}:${line}`)}`,
    l10n.t("row-level security {0}; {1}", security, countText(table)),
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
