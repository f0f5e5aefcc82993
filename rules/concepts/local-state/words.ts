/** How code bases name what they keep. Conventions: each can only make a candidate, or take one away. */
import { words } from "../rate-limiter/names.ts";

const STATE =
  /\b(?:jobs?|tasks?|progress|status(?:es)?|sessions?|uploads?|downloads?|imports?|exports?|scans?|runs?|otps?|challenges?|nonces?|verifications?|states?|conversations?|batch(?:es)?|results?|reports?|executions?|workflows?|renders?|generations?|analys[ei]s)\b/u;
const COUNTS = /\b(?:metrics?|stats?|statistics|counters?|counts?|totals?)\b/u;
/** Caches, pools, registries, live objects, and limits, which have a rule of their own. */
const OTHER =
  /\b(?:cached?|caches|memo\w*|lru|seen|registry|registries|registered|handlers?|listeners?|subscribers?|subscriptions?|callbacks?|hooks?|clients?|connections?|connected|sockets?|transports?|streams?|pools?|timers?|timeouts?|intervals?|locks?|mutex\w*|semaphores?|in ?flight|promises?|futures?|threads?|process(?:es)?|workers?|controllers?|abort\w*|instances?|loaders?|models?|schemas?|types?|classes|configs?|settings|options|defaults|plugins?|providers?|adapters?|factor(?:y|ies)|strategies|commands?|routes?|templates?|translations?|labels?|colou?rs?|icons?|mapping|map|by|to|lookup|index|limit\w*|throttl\w*|attempts?|buckets?|rate|queues?|events?|warned|logged|initiali[sz]ed|loggers?|log|functions?|resolvers?|queries|mocks?|fixtures?|tests?)\b/u;
/** What a record of work in progress says of itself. */
export const STATE_KEY =
  /^(?:status|state|progress|processed|percent(?:age)?|phase|stage|completed(?:_?at|At)?|finished(?:_?at|At)?|job_?status|jobStatus)$/u;
/** What clears up or shows what is kept reads nothing as the truth. */
const HOUSEKEEPING =
  /\b(?:clean|cleanup|purge|evict|prune|sweep|reset|clear|remove|delete|expire|dispose|close|shutdown|debug|dump|prefetch|warm|preload|register)\b/u;

/** Undefined when the name speaks of something else. */
export function namedState(name: string): "state" | "counts" | "open" | undefined {
  const spoken = words(name);
  if (OTHER.test(spoken)) return undefined;
  return COUNTS.test(spoken) ? "counts" : STATE.test(spoken) ? "state" : "open";
}

export function isHousekeeping(functionName: string): boolean {
  return HOUSEKEEPING.test(words(functionName));
}
