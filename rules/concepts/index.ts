/** Every concept, by the name that rules listen to. A new concept adds one line to each list. */
import type { ConceptKind } from "./concept.ts";
import { type Query, queryConcept } from "./query/index.ts";
import { type LimiterWiring, limiterWiring } from "./rate-limiter/wiring.ts";
import { type RateLimiter, rateLimiter } from "./rate-limiter/rate-limiter.ts";
import { queryConcept } from "./query/index.ts";
import type { Query } from "./query/query.ts";
import { scopeFlow } from "./query/flow.ts";
import { type Task, taskConcept } from "./task/index.ts";

export interface ConceptNodes {
  LimiterWiring: LimiterWiring;
  Query: Query;
  RateLimiter: RateLimiter;
  Query: Query;
  Task: Task;
}

// Each concept fits its own records; the list forgets which.
export const concepts = [limiterWiring, queryConcept, rateLimiter, taskConcept] as unknown as readonly ConceptKind<
  never,
  never
>[];
