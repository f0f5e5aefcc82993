/** A client that sees every tenant, used as it is where one tenant's work is done. */
import type { FilePlace } from "../../finding.ts";
import { ADMINISTRATION, TENANT_FACTORY } from "../../libraries/request-shapes.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { QueryRecord } from "./query.ts";
import type { ScopeProver } from "./scope.ts";

export interface NakedClient {
  /** A function of the project that hands such a client out for one tenant. */
  factory?: TenantFactory;
  /** How many queries of the file go through such a client. */
  queries: number;
  /** How many functions of the project do that. */
  everywhere: number;
}

export interface TenantFactory {
  name: string;
  place: FilePlace;
  /** How many calls it has: what hardly anybody uses is no convention of the code base yet. */
  uses: number;
}

/**
 * Told once: by the first such query of a function when the project has a factory that was passed over, else by the first of
 * the file. Cron jobs over all tenants, operators' scripts and administration are what such a client is for.
 */
export function nakedClient(record: QueryRecord, file: FileSummary, prover: ScopeProver): NakedClient | undefined {
  if (record.library !== "postgrest" || !isNaked(record, file, prover)) return undefined;
  const factories = factoriesOf(prover.project, prover);
  if (factories.some(one => one.place.path === file.path)) return undefined;
  const [factory] = factories;
  const naked = prover.queriesOf(file).filter(one => one.library === "postgrest" && isNaked(one, file, prover));
  const told = naked.find(one => factory === undefined || one.unit === record.unit);
  if (told !== record) return undefined;
  return { ...(factory ? { factory } : {}), queries: naked.length, everywhere: nakedUnits(prover) };
}

/** Functions of the project whose queries go through such a client, those of the factories left out. */
function nakedUnits(prover: ScopeProver): number {
  return prover.project.derived("functions with a naked client", () => {
    const units = new Set<string>();
    const own = new Set(factoriesOf(prover.project, prover).map(one => one.place.path));
    for (const file of prover.project.files())
      for (const query of own.has(file.path) ? [] : prover.queriesOf(file))
        if (query.library === "postgrest" && isNaked(query, file, prover)) units.add(`${file.path}\0${query.unit}`);
    return units.size;
  });
}

function isNaked(record: QueryRecord, file: FileSummary, prover: ScopeProver): boolean {
  if (record.procedure !== undefined) return false;
  const owner = prover.tenancy.ownershipOf(prover.tenancy.tableOf(record)).kind;
  if (owner !== "direct" && owner !== "indirect") return false;
  const client = prover.clients.of(record, file);
  if (client.kind !== "service-role" || !client.proved) return false;
  return !prover.isOffline(record, file) && !prover.isGated(record, file) && !ADMINISTRATION.test(file.path);
}

/** Functions that take a tenant and give back a client that sees every tenant, or something built around one. */
function factoriesOf(project: Project, prover: ScopeProver): TenantFactory[] {
  return project.derived("tenant client factories", () => {
    const found: TenantFactory[] = [];
    for (const file of project.files())
      for (const fn of file.functions) {
        if (fn.name === undefined || !fn.exported || fn.parameters.length > 3) continue;
        if (!fn.parameters.some(one => prover.tenancy.isTenantText(one.name))) continue;
        if (!TENANT_FACTORY.test(fn.name)) continue;
        if (prover.clients.madeBy(fn, file)?.kind === "service-role" || wrapsQueries(fn, file, prover))
          found.push({
            name: fn.name,
            place: { ...fn.namePlace, path: file.path },
            uses: project.callersOf(file, fn.id).length,
          });
      }
    return found.sort((a, b) => b.uses - a.uses);
  });
}

/** It gives back functions that query: `{ leads: () => admin.from("leads").eq("site_id", siteId) }`. */
function wrapsQueries(fn: FunctionRecord, file: FileSummary, prover: ScopeProver): boolean {
  return prover
    .queriesOf(file)
    .some(query => query.function.startsWith(`${fn.id}.`) && prover.clients.of(query, file).kind === "service-role");
}
