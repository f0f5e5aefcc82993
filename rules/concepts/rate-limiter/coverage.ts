/** On how many of the routes that belong together a limiter is enforced. */
import type { FilePlace } from "../../finding.ts";
import type { Project } from "../../project/project.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Route } from "../route/route.ts";
import { routesOf } from "../route/route-table.ts";
import { Standings } from "./standing.ts";

export interface CoveredRoute {
  title: string;
  place: FilePlace;
}

export interface Coverage {
  /** Routes that pass the limiter. */
  enforced: CoveredRoute[];
  /** Those and their siblings: routes of the same router, or of the same folder. */
  routes: CoveredRoute[];
  notEnforced: CoveredRoute[];
}

/** Undefined for a limiter that stands on no route. */
export function coverageOf(name: string, file: FileSummary, project: Project): Coverage | undefined {
  const key = `${file.path}\0${name}`;
  const index = project.memo("rate-limiter/coverage", () => new CoverageIndex(project));
  return index.of(key);
}

class CoverageIndex {
  readonly #byLimiter = new Map<string, Set<Route>>();
  readonly #byGroup = new Map<string, Route[]>();

  constructor(project: Project) {
    const standings = Standings.of(project);
    for (const route of routesOf(project)) {
      const group = this.#byGroup.get(route.group) ?? [];
      if (group.length === 0) this.#byGroup.set(route.group, group);
      group.push(route);
      for (const hit of standings.on(route).limiters.values()) {
        if (hit.ignored) continue;
        const routes = this.#byLimiter.get(hit.key) ?? new Set();
        if (routes.size === 0) this.#byLimiter.set(hit.key, routes);
        routes.add(route);
      }
    }
  }

  of(key: string): Coverage | undefined {
    const enforced = this.#byLimiter.get(key);
    if (!enforced) return undefined;
    const groups = new Set([...enforced].map(route => route.group));
    const routes = [...groups]
      .flatMap(group => this.#byGroup.get(group) ?? [])
      .sort((a, b) => compare(a.place.path, b.place.path) || a.start - b.start);
    return {
      enforced: shown(routes.filter(route => enforced.has(route))),
      routes: shown(routes),
      notEnforced: shown(routes.filter(route => !enforced.has(route))),
    };
  }
}

function compare(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

function shown(routes: readonly Route[]): CoveredRoute[] {
  return routes.map(({ title, place }) => ({ title, place }));
}
