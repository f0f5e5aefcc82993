import * as l10n from "@vscode/l10n";
import { existsSync } from "node:fs";
import { relative, resolve } from "node:path";
import { closestWord } from "../engine/closest-word.ts";
import { Engine } from "../engine/engine.ts";
import { isOwned, tenantMap, type TenantMap, type TenantTable } from "../engine/tenant-map.ts";
import { tenantsJson } from "../reports/tenants-json.ts";
import { tenantTableText, tenantsText } from "../reports/tenants-text.ts";
import { scanRoot } from "./scan-root.ts";
import { UsageError } from "./usage-error.ts";

/** Options of `faultline tenants` as commander gives them. */
export interface TenantsOptions {
  format: string;
  table?: string;
  config?: string;
  root?: string;
  cache: boolean;
}

/** Prints the tenant map, or the queries on one of its tables. It tells and does not judge: exit code 0 whatever it tells. */
export async function tenantsCommand(words: string[], options: TenantsOptions): Promise<number> {
  if (!["table", "json"].includes(options.format))
    throw new UsageError(l10n.t("--{0} must be one of {1}, not {2}", "format", "table, json", options.format));
  if (options.config !== undefined && !existsSync(options.config))
    throw new UsageError(l10n.t("there is no configuration file {0}", options.config));
  const { root, paths } = scanRoot(words, process.cwd(), options.root);
  const engine = new Engine({
    root,
    cache: options.cache,
    ...(options.config === undefined ? {} : { configPath: resolve(options.config) }),
  });
  await engine.index();
  const map = within(
    engine.ask(tenantMap),
    paths.map(path => relative(engine.root, path).replaceAll("\\", "/")),
  );
  engine.saveCache();
  const table = options.table === undefined ? undefined : tableNamed(map, options.table);
  const shown = table === undefined ? map : { ...map, tables: [table] };
  const text = options.format === "json" ? tenantsJson(shown) : table ? tenantTableText(table) : tenantsText(map);
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Only the queries of these paths, on the tables that they touch; all when there is no path. */
function within(map: TenantMap, paths: readonly string[]): TenantMap {
  if (paths.length === 0) return map;
  const isAsked = (file: string) => paths.some(path => file === path || file.startsWith(`${path}/`));
  const tables = map.tables.map((table): TenantTable => {
    const queries = table.queries.filter(query => isAsked(query.at.path));
    const count = (kind: string) => queries.filter(query => query.scope.kind === kind).length;
    return { ...table, queries, scoped: count("scoped"), open: count("open") };
  });
  return { ...map, tables: tables.filter(table => table.queries.length > 0) };
}

/** By its name, or by that with its schema. */
function tableNamed(map: TenantMap, name: string): TenantTable {
  const found = map.tables.find(table => [table.name, `${table.schema}.${table.name}`].includes(name));
  if (found && isOwned(found)) return found;
  if (found) throw new UsageError(l10n.t("the rows of {0} are the tenants themselves", name));
  if (map.globalTables.includes(name)) throw new UsageError(l10n.t("the table {0} belongs to no tenant", name));
  const closest = closestWord(
    name,
    map.tables.filter(isOwned).map(table => table.name),
  );
  throw new UsageError(
    closest === undefined
      ? l10n.t("there is no table {0} that belongs to a tenant", name)
      : l10n.t("there is no table {0} that belongs to a tenant, did you mean {1}?", name, closest),
  );
}
