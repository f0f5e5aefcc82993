/** A client that sees every tenant, used as it is where one tenant's work is done. */
import type { FilePlace } from "../../finding.ts";
import { ADMINISTRATION, TENANT_FACTORY } from "../../libraries/request-shapes.ts";
import { sameData } from "../../project/same-data.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { QueryRecord } from "./query.ts";
import { ScopeProver } from "./scope.ts";

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
  const factories = factoriesOf(prover);
  if (factories.some(one => one.place.path === file.path)) return undefined;
  const [factory] = factories;
  const naked = nakedQueries(file, prover);
  const told = naked.find(one => factory === undefined || one.unit === record.unit);
  if (told !== record) return undefined;
  return { ...(factory ? { factory } : {}), queries: naked.length, everywhere: nakedUnits(prover) };
}

/** Functions of the project whose queries go through such a client, those of the factories left out. */
function nakedUnits(prover: ScopeProver): number {
  const { project } = prover;
  const unitsIn = (file: FileSummary) => {
    const asked = ScopeProver.of(project);
    if (factoriesOf(asked).some(one => one.place.path === file.path)) return [];
    return [...new Set(nakedQueries(file, asked).map(query => query.unit))];
  };
  return project.gather("functions with a naked client", "Query", unitsIn).length;
}

function nakedQueries(file: FileSummary, { project }: ScopeProver): readonly QueryRecord[] {
  const nakedIn = (one: FileSummary) => {
    const prover = ScopeProver.of(project);
    return prover.queriesOf(one).filter(query => query.library === "postgrest" && isNaked(query, one, prover));
  };
  return project.memo("queries with a naked client", () => project.memoTable(nakedIn)).get(file);
}

function isNaked(record: QueryRecord, file: FileSummary, prover: ScopeProver): boolean {
  if (record.procedure !== undefined) return false;
  const owner = prover.tenancy.ownershipOf(prover.tenancy.tableOf(record)).kind;
  if (owner !== "direct" && owner !== "indirect") return false;
  const client = prover.clientOf(record, file);
  if (client.kind !== "service-role" || !client.proved) return false;
  return !prover.isOffline(record, file) && !prover.isGated(record, file) && !ADMINISTRATION.test(file.path);
}

function factoriesOf({ project }: ScopeProver): readonly TenantFactory[] {
  const inFile = () =>
    project.memoTable<FileSummary, TenantFactory[]>(file => factoriesIn(file, ScopeProver.of(project)), {
      equal: sameData,
    });
  return project.memo("tenant client factories", () => {
    const each = project.memo("tenant client factories of each file", inFile);
    return [...project.files()].flatMap(file => each.get(file)).sort((a, b) => b.uses - a.uses);
  });
}

/** Functions that take a tenant and give back a client that sees every tenant, or something built around one. */
function factoriesIn(file: FileSummary, prover: ScopeProver): TenantFactory[] {
  return file.functions.flatMap(fn => {
    if (fn.name === undefined || !TENANT_FACTORY.test(fn.name) || !fn.exported || fn.parameters.length > 3) return [];
    if (!fn.parameters.some(one => prover.tenancy.isTenantText(one.name))) return [];
    if (prover.clients.madeBy(fn, file)?.kind !== "service-role" && !wrapsQueries(fn, file, prover)) return [];
    const uses = prover.project.callersOf(file, fn.id).length;
    return [{ name: fn.name, place: { ...fn.namePlace, path: file.path }, uses }];
  });
}

/** It gives back functions that query: `{ leads: () => admin.from("leads").eq("site_id", siteId) }`. */
function wrapsQueries(fn: FunctionRecord, file: FileSummary, prover: ScopeProver): boolean {
  return prover
    .queriesOf(file)
    .some(query => query.function.startsWith(`${fn.id}.`) && prover.clientOf(query, file).kind === "service-role");
}
