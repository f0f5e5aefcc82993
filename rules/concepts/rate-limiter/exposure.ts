/**
 * Routes that reach what their siblings limit, without the limiter. What a sibling is: a route that reaches the same
 * resource (the same function makes the call), or one of the same router of which nearly all are limited.
 */
import type { FilePlace } from "../../finding.ts";
import type { MeteredKind } from "../../libraries/metered.ts";
import type { Project } from "../../project/project.ts";
import type { Route } from "../route/route.ts";
import { routesOf } from "../route/route-table.ts";
import { isExempt } from "./exempt.ts";
import type { LimiterHit, ResourceHit } from "./reach.ts";
import { type Standing, Standings } from "./standing.ts";

/** Of the routes of one router, so many have to be limited before the others are an exception: a convention, not chance. */
const CONVENTION = { least: 4, share: 0.8 };
/** Further away than this from the handler, a limiter or a resource says little about the route. */
const NEAR = 3;

export interface Sibling {
  title: string;
  place: FilePlace;
  /** Where it passes the limiter. */
  asked: FilePlace;
}

export interface Bypass {
  /** sharedResource: siblings reach the same call. convention: nearly all routes of the router are limited. */
  reason: "sharedResource" | "convention";
  resource?: { kind: MeteredKind; name: string; at: FilePlace };
  /** The limiter that most siblings pass. */
  limiter: string;
  siblings: Sibling[];
  /** Routes that are compared, this one included. */
  count: number;
}

export interface RouteLimits {
  standing: "limited" | "unlimited" | "unknown" | "exempt";
  bypass?: Bypass;
}

export function limitsOf(route: Route, project: Project): RouteLimits {
  return project.derived("rate-limiter/exposures", () => new Exposures(project)).of(route);
}

interface Judged {
  route: Route;
  standing: Standing;
  state: RouteLimits["standing"];
}

class Exposures {
  readonly #judged = new Map<Route, Judged>();
  readonly #byResource = new Map<string, Judged[]>();
  readonly #byGroup = new Map<string, Judged[]>();
  /** Guards of limited routes that cannot be read: they are no limiter, or these routes would not need another. */
  readonly #besides = new Set<string>();

  constructor(project: Project) {
    const standings = Standings.of(project);
    for (const route of routesOf(project)) {
      const standing = standings.on(route);
      const state = [...standing.limiters.values()].some(isNear)
        ? "limited"
        : isExempt(route, project)
          ? "exempt"
          : "unlimited";
      const judged: Judged = { route, standing, state };
      this.#judged.set(route, judged);
      if (state === "limited") standing.unknown.forEach(text => this.#besides.add(text));
      for (const hit of standing.resources.values()) if (hit.distance <= NEAR) push(this.#byResource, hit.key, judged);
      push(this.#byGroup, `${route.group} ${isReading(route) ? "reads" : "writes"}`, judged);
    }
    for (const judged of this.#judged.values())
      if (judged.state === "unlimited" && judged.standing.unknown.some(text => !this.#besides.has(text)))
        judged.state = "unknown";
  }

  of(route: Route): RouteLimits {
    const judged = this.#judged.get(route);
    if (!judged) return { standing: "unknown" };
    const bypass = judged.state === "unlimited" ? (this.#byShared(judged) ?? this.#byConvention(judged)) : undefined;
    return { standing: judged.state, ...(bypass ? { bypass } : {}) };
  }

  #byShared(judged: Judged): Bypass | undefined {
    for (const hit of judged.standing.resources.values()) {
      if (hit.distance > NEAR) continue;
      const sharing = this.#byResource.get(hit.key)!.filter(one => one.state !== "exempt");
      const limited = sharing.filter(one => one.state === "limited");
      if (limited.length === 0 || !isTelling(hit, limited.length, sharing.length)) continue;
      return {
        reason: "sharedResource",
        resource: { kind: hit.kind, name: hit.name, at: hit.at },
        ...siblingsOf(limited),
        count: sharing.length,
      };
    }
    return undefined;
  }

  #byConvention(judged: Judged): Bypass | undefined {
    const { route } = judged;
    const group = this.#byGroup
      .get(`${route.group} ${isReading(route) ? "reads" : "writes"}`)!
      .filter(one => one.state !== "exempt");
    const limited = group.filter(one => one.state === "limited");
    if (limited.length < CONVENTION.least || limited.length < group.length * CONVENTION.share) return undefined;
    return { reason: "convention", ...siblingsOf(limited), count: group.length };
  }
}

/** A function that sends mail for everybody is limited on some ways for reasons of those ways. */
function isTelling(hit: ResourceHit, limited: number, sharing: number): boolean {
  return hit.kind === "ai" || limited * 2 >= sharing;
}

function siblingsOf(limited: readonly Judged[]): Pick<Bypass, "limiter" | "siblings"> {
  const names = new Map<string, number>();
  const siblings = limited.map(({ route, standing }) => {
    const hit = [...standing.limiters.values()].filter(isNear).sort((a, b) => a.distance - b.distance)[0]!;
    names.set(hit.name, (names.get(hit.name) ?? 0) + 1);
    return { title: route.title, place: route.place, asked: hit.at };
  });
  const [limiter] = [...names].sort((a, b) => b[1] - a[1])[0]!;
  return { limiter, siblings };
}

function isNear(hit: LimiterHit): boolean {
  return hit.distance <= NEAR;
}

function isReading(route: Route): boolean {
  return route.methods.every(method => method === "GET" || method === "HEAD");
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
