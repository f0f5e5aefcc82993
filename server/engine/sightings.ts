/** What a project shows of itself that a configuration may say aloud: `engine.ask(sightings)`. */
import { ScopeProver } from "../../rules/concepts/query/scope.ts";
import { tenantMap } from "../../rules/concepts/query/tenant-map.ts";
import type { RateLimiter } from "../../rules/concepts/rate-limiter/rate-limiter.ts";
import type { Task } from "../../rules/concepts/task/index.ts";
import type { Project } from "../../rules/project/project.ts";

/** A thing by the name that people know it by, and how often it was seen. */
export interface Sighting {
  name: string;
  times: number;
}

export interface Sightings {
  /** Columns that tell tenants apart, the strongest first. */
  tenantColumns: string[];
  /** What the choice of columns rests on. */
  reason: string;
  /** Tables that belong to no tenant, where there are tenants. */
  globalTables: string[];
  /** Where clients with the service role are made, with the queries through each. */
  adminClients: Sighting[];
  /** What looks like one by its name alone, with the queries through it. */
  adminNames: Sighting[];
  /** Where rate limiters are defined. */
  limiters: Sighting[];
  /** What runs tasks, with the number of them. */
  platforms: Sighting[];
}

export function sightings(project: Project): Sightings {
  const { columns, reason, globalTables } = tenantMap(project);
  const tenantColumns = columns.filter(one => one.strength === "tenant").map(one => one.name);
  const files = [...project.files()];
  const concepts = files.flatMap(({ path }) => project.conceptsOf(path).map(concept => ({ path, concept })));
  return {
    tenantColumns,
    reason,
    globalTables: tenantColumns.length > 0 ? globalTables : [],
    ...adminsIn(project),
    limiters: counted(
      concepts.flatMap(({ path, concept }) =>
        concept.type === "RateLimiter"
          ? `${(concept as RateLimiter).name} (${path}:${(concept as RateLimiter).place.line})`
          : [],
      ),
    ),
    platforms: counted(
      concepts.flatMap(({ concept }) =>
        concept.type === "Task" ? [...new Set((concept as Task).deliveries.map(({ platform }) => platform))] : [],
      ),
    ),
  };
}

function adminsIn(project: Project): Pick<Sightings, "adminClients" | "adminNames"> {
  const prover = ScopeProver.of(project);
  const places: string[] = [];
  const names: string[] = [];
  for (const file of project.files()) {
    for (const record of prover.queriesOf(file)) {
      const { kind, proved, place } = prover.clients.of(record, file);
      if (kind !== "service-role") continue;
      if (proved && place) places.push(`${place.path}:${place.line}`);
      if (!proved) names.push(record.clientText);
    }
  }
  return { adminClients: counted(places), adminNames: counted(names) };
}

/** Each word once, the most frequent first. */
function counted(words: readonly string[]): Sighting[] {
  const times = new Map<string, number>();
  for (const word of words) times.set(word, (times.get(word) ?? 0) + 1);
  return [...times].map(([name, count]) => ({ name, times: count })).sort((a, b) => b.times - a.times);
}
