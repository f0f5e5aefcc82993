import type { ConceptNode } from "../../rules/concepts/concept.ts";
import type { Coverage } from "../../rules/concepts/rate-limiter/coverage.ts";
import type { RateLimiter } from "../../rules/concepts/rate-limiter/rate-limiter.ts";
import type { Place } from "../../rules/finding.ts";
import type { Project } from "../../rules/project/project.ts";

export type { CoveredRoute } from "../../rules/concepts/rate-limiter/coverage.ts";

/** A limiter where it is defined, with the routes on which it stands. */
export interface LimiterCoverage extends Coverage {
  name: string;
  place: Place;
}

/** Of the limiters that a file defines; those that stand on no route are left out. */
export function limiterCoverage(project: Project, path: string): LimiterCoverage[] {
  return project
    .conceptsOf(path)
    .filter(isLimiter)
    .flatMap(({ name, place, coverage }) => (coverage ? [{ name, place, ...coverage }] : []));
}

function isLimiter(concept: ConceptNode): concept is RateLimiter {
  return concept.type === "RateLimiter";
}
