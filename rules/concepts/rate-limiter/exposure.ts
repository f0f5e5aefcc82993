/**
 * Routes that reach what their siblings limit, without the limiter. What a sibling is: a route that reaches the same
 * resource (the same function makes the call), or one of the same router of which nearly all are limited.
 */
import { worded } from "../../libraries/phrase.ts";
import type { FilePlace, Place } from "../../finding.ts";
import { METERED_WORDS, type MeteredKind } from "../../libraries/metered.ts";
import type { Project } from "../../project/project.ts";
import { sameData } from "../../project/same-data.ts";
import type { Route } from "../route/route.ts";
import { routesOf } from "../route/route-table.ts";
import { isExempt, isForMachines } from "./exempt.ts";
import type { LimiterHit, ResourceHit } from "./reach.ts";
import { type Standing, Standings } from "./standing.ts";

/** Of the routes of one router, so many have to be limited before the others are an exception: a convention, not chance. */
const CONVENTION = { least: 4, share: 0.8 };
/** Further away than this from the handler, a limiter or a resource says little about the route. */
const NEAR = 3;
/** A function that more routes than this share is part of the house: its being limited on some ways says nothing. */
const MOST_SHARING = 8;
/** So many routes that ask a limiter before spending money make that a rule of the house. */
const HOUSE_RULE = 2;
const AI_LIMITER =
  /(?:^|[a-z_])ai(?:$|[A-Z_])|^ai[A-Z_]|llm|gpt|openai|anthropic|completion|generation|prompt|chat|token/iu;

export interface Sibling {
  title: string;
  place: FilePlace;
  /** Where it passes the limiter. */
  asked: FilePlace;
}

export interface Bypass {
  /**
   * sharedResource: siblings reach the same function that makes the call. sameKind: other routes make such calls too.
   * convention: nearly all routes of the router are limited.
   */
  reason: "sharedResource" | "sameKind" | "convention";
  /** `what`: in words for a message. */
  resource?: { kind: MeteredKind; what: string; name: string; at: FilePlace };
  /** The limiter is for such calls, by its name or by how many of them it stands before. */
  meant: boolean;
  /** The limiter that most siblings pass. */
  limiter: string;
  siblings: Sibling[];
  /** Routes that are compared, this one included. */
  count: number;
  repair?: LimiterRepair;
}

/** The limiter as a sibling of the same file is given it, and where it goes. Offsets in the file of the route. */
export type LimiterRepair =
  | { kind: "decorate"; name: Place; text: string }
  /** Between the path and the handler. */
  | { kind: "insert"; at: number; text: string };

export interface RouteLimits {
  standing: "limited" | "unlimited" | "unknown" | "exempt";
  bypass?: Bypass;
}

export function limitsOf(route: Route, project: Project): RouteLimits {
  const of = (one: Route) => project.memo("rate-limiter/exposures", () => new Exposures(project)).of(one);
  return project
    .memo("rate-limiter/limits", () => project.memoTable<Route, RouteLimits>(of, { equal: sameData }))
    .get(route);
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
      const state = stateOf(route, standing, project);
      const judged: Judged = { route, standing, state };
      this.#judged.set(route, judged);
      if (state === "limited") standing.unknown.forEach(text => this.#besides.add(text));
      if (state === "exempt") continue;
      const near = [...standing.resources.values()].filter(hit => hit.distance <= NEAR);
      for (const key of new Set(near.flatMap(hit => [hit.key, hit.kind]))) push(this.#byResource, key, judged);
      push(this.#byGroup, groupKey(route), judged);
    }
    for (const judged of this.#judged.values())
      if (judged.state === "unlimited" && judged.standing.unknown.some(text => !this.#besides.has(text)))
        judged.state = "unknown";
  }

  of(route: Route): RouteLimits {
    const judged = this.#judged.get(route);
    if (!judged) return { standing: "unknown" };
    const bypass =
      judged.state === "unlimited"
        ? (this.#byShared(judged) ?? this.#byKind(judged) ?? this.#byConvention(judged))
        : undefined;
    const repair = bypass && this.#repair(judged);
    return { standing: judged.state, ...(bypass ? { bypass: { ...bypass, ...(repair ? { repair } : {}) } } : {}) };
  }

  /** As the nearest sibling of the same file and router is limited. */
  #repair({ route }: Judged): LimiterRepair | undefined {
    const sibling = this.#byGroup
      .get(groupKey(route))
      ?.filter(one => one.route.place.path === route.place.path && isExplicit(one))
      .sort((a, b) => Math.abs(a.route.start - route.start) - Math.abs(b.route.start - route.start))[0];
    const hit = sibling && explicitHit(sibling);
    const guard = sibling?.route.way.find(one => !one.shared && one.place.start === hit?.at.start);
    if (!guard?.path || guard.path.root === "parameter") return undefined;
    if (route.guardsAt !== undefined)
      return /^[\w.]+$/u.test(guard.text) ? { kind: "insert", at: route.guardsAt, text: guard.text } : undefined;
    const fn = route.handler?.fn;
    // slowapi looks for the request among the arguments.
    const isDecorated = route.framework === "flask" || fn?.parameters.some(one => one.name === "request");
    if (!fn || !isDecorated || route.framework === "rest-framework" || !/^[\w.]+\([^\n]*\)$/u.test(guard.text))
      return undefined;
    return { kind: "decorate", name: fn.namePlace, text: `@${guard.text}` };
  }

  #byShared(judged: Judged): Bypass | undefined {
    if (judged.route.refuses) return undefined;
    for (const hit of judged.standing.resources.values()) {
      if (hit.distance > NEAR) continue;
      const sharing = this.#byResource.get(hit.key)!;
      const limited = sharing.filter(isExplicit);
      if (limited.length === 0 || !isTelling(hit, limited.length, sharing.length)) continue;
      return {
        reason: "sharedResource",
        meant: true,
        resource: resourceOf(hit),
        ...siblingsOf(limited),
        count: sharing.length,
      };
    }
    return undefined;
  }

  /** Calls that cost money each time: other routes ask a limiter before they make one. */
  #byKind(judged: Judged): Bypass | undefined {
    const hit = [...judged.standing.resources.values()].find(one => one.kind === "ai" && one.distance <= NEAR);
    if (!hit || judged.route.refuses) return undefined;
    const sharing = this.#byResource.get(hit.kind)!;
    const limited = sharing.filter(isExplicit);
    if (limited.length < HOUSE_RULE) return undefined;
    const found = siblingsOf(limited);
    const meant = limited.length * 2 >= sharing.length || AI_LIMITER.test(found.limiter);
    return { reason: "sameKind", meant, resource: resourceOf(hit), ...found, count: sharing.length };
  }

  #byConvention(judged: Judged): Bypass | undefined {
    if (judged.route.framework === "next") return undefined;
    const group = this.#byGroup.get(groupKey(judged.route))!;
    const limited = group.filter(isExplicit);
    if (limited.length < CONVENTION.least || limited.length < group.length * CONVENTION.share) return undefined;
    return { reason: "convention", meant: true, ...siblingsOf(limited), count: group.length };
  }
}

function stateOf(route: Route, standing: Standing, project: Project): RouteLimits["standing"] {
  if (isForMachines(route)) return "exempt";
  if ([...standing.limiters.values()].some(hit => hit.distance <= NEAR)) return "limited";
  if (isExempt(route, project)) return "exempt";
  return "unlimited";
}

/** Limited for its own sake: the route or its handler names the limiter, not a wrapper that all routes share. */
function isExplicit(judged: Judged): boolean {
  return judged.state === "limited" && explicitHit(judged) !== undefined;
}

function explicitHit({ route, standing }: Judged): LimiterHit | undefined {
  const own = new Set([route.place.path, route.handler?.file.path]);
  return [...standing.limiters.values()]
    .filter(hit => hit.distance <= 1 && !hit.ignored && own.has(hit.at.path) && !hit.shared)
    .sort((a, b) => a.distance - b.distance)[0];
}

/** A function that sends mail for everybody is limited on some ways for reasons of those ways. */
function isTelling(hit: ResourceHit, limited: number, sharing: number): boolean {
  return hit.kind === "ai" || (limited * 2 >= sharing && sharing <= MOST_SHARING);
}

export function resourceOf({ kind, name, at }: ResourceHit): NonNullable<Bypass["resource"]> {
  return { kind, what: worded(METERED_WORDS[kind]), name, at };
}

function groupKey(route: Route): string {
  return `${route.group} ${isReading(route) ? "reads" : "writes"}`;
}

function siblingsOf(limited: readonly Judged[]): Pick<Bypass, "limiter" | "siblings"> {
  const names = new Map<string, number>();
  const siblings = limited.map(judged => {
    const { route } = judged;
    const hit = explicitHit(judged)!;
    names.set(hit.name, (names.get(hit.name) ?? 0) + 1);
    return { title: route.title, place: route.place, asked: hit.at };
  });
  const [limiter] = [...names].sort((a, b) => b[1] - a[1])[0]!;
  return { limiter, siblings };
}

function isReading(route: Route): boolean {
  return route.methods.every(method => method === "GET" || method === "HEAD");
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
