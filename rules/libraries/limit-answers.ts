/** What a limiter's call tells its caller: a verdict to act on, or a refusal that it throws by itself. */
import { phrase } from "./phrase.ts";

export interface LimitAnswer {
  title: string;
  /** Library names of the calls, as `libraryName` spells them, without the call itself. */
  calls: readonly string[];
  /**
   * object: a member holds the verdict. boolean: the verdict itself. rejection: it throws when the limit is reached. wait: it
   * comes back when there is a token.
   */
  shape: "object" | "boolean" | "rejection" | "wait";
  /** Given as a promise or coroutine. */
  promised: boolean;
  field?: string;
  /** Whether a true verdict allows. */
  allows?: boolean;
  /** Members that read the same count without adding to it; where one decides, the call itself only counts. */
  peeks?: readonly string[];
  /** An argument that makes it throw instead. */
  throwsWith?: string;
  source: string;
}

const FLEXIBLE = [
  "Memory",
  "Redis",
  "Cluster",
  "ClusterMaster",
  "Memcache",
  "Mongo",
  "MySQL",
  "Postgres",
  "Prisma",
  "Drizzle",
  "DynamoDB",
  "SQLite",
  "Valkey",
  "ValkeyGlide",
  "Etcd",
  "Union",
];

const STRATEGIES = [
  "FixedWindowRateLimiter",
  "MovingWindowRateLimiter",
  "SlidingWindowCounterRateLimiter",
  "FixedWindowElasticExpiryRateLimiter",
];

export const LIMIT_ANSWERS: readonly LimitAnswer[] = [
  {
    title: "@upstash/ratelimit",
    calls: ["Ratelimit", "MultiRegionRatelimit", "RegionRatelimit"].flatMap(name => [
      `@upstash/ratelimit.${name}().limit`,
      `@upstash/ratelimit.${name}().blockUntilReady`,
    ]),
    shape: "object",
    promised: true,
    field: "success",
    allows: true,
    peeks: ["getRemaining"],
    source: "DOMAIN.md §3.2 @upstash/ratelimit 2.2 dist/index.js",
  },
  {
    title: "@unkey/ratelimit",
    calls: ["@unkey/ratelimit.Ratelimit().limit"],
    shape: "object",
    promised: true,
    field: "success",
    allows: true,
    source: "@unkey/ratelimit README (const res = await limiter.limit(id); if (!res.success) …)",
  },
  {
    title: "rate-limiter-flexible",
    calls: FLEXIBLE.map(store => `rate-limiter-flexible.RateLimiter${store}().consume`),
    shape: "rejection",
    promised: true,
    source: "DOMAIN.md §3.2 rate-limiter-flexible 11 [T]: consume rejects with a RateLimiterRes",
  },
  {
    title: "limits",
    calls: STRATEGIES.map(name => `limits.strategies.${name}().hit`),
    shape: "boolean",
    promised: false,
    allows: true,
    peeks: ["test", "get_window_stats"],
    source: "limits 2026-06 limits/strategies.py RateLimiter.hit → bool",
  },
  {
    title: "limits",
    calls: STRATEGIES.map(name => `limits.aio.strategies.${name}().hit`),
    shape: "boolean",
    promised: true,
    allows: true,
    peeks: ["test", "get_window_stats"],
    source: "limits 2026-06 limits/aio/strategies.py RateLimiter.hit → bool",
  },
  {
    title: "django-ratelimit",
    calls: ["django_ratelimit.core.is_ratelimited", "ratelimit.core.is_ratelimited", "ratelimit.utils.is_ratelimited"],
    shape: "boolean",
    promised: false,
    allows: false,
    source: "django-ratelimit 4.1 django_ratelimit/core.py is_ratelimited → usage['should_limit']",
  },
  {
    title: "limiter",
    calls: ["limiter.RateLimiter().tryRemoveTokens", "limiter.TokenBucket().tryRemoveTokens"],
    shape: "boolean",
    promised: false,
    allows: true,
    source: "limiter@2 README: tryRemoveTokens returns whether the tokens could be taken",
  },
  {
    title: "limiter",
    calls: ["limiter.RateLimiter().removeTokens", "limiter.TokenBucket().removeTokens"],
    shape: "wait",
    promised: true,
    source: "limiter@2 README: await limiter.removeTokens(1)",
  },
  {
    title: "aiolimiter",
    calls: ["aiolimiter.AsyncLimiter().acquire"],
    shape: "wait",
    promised: true,
    source: "aiolimiter documentation: await limiter.acquire() blocks until there is capacity",
  },
  {
    title: "@convex-dev/rate-limiter",
    calls: ["@convex-dev/rate-limiter.RateLimiter().limit"],
    shape: "object",
    promised: true,
    field: "ok",
    allows: true,
    throwsWith: "throws",
    source: "@convex-dev/rate-limiter README: { ok, retryAfter }, or an error with { throws: true }",
  },
];

/** `env.LIMITER.limit({ key })`: a binding that the platform gives and no import names. */
export const PLATFORM_ANSWER: LimitAnswer = {
  title: phrase("Cloudflare's rate limiting binding"),
  calls: [],
  shape: "object",
  promised: true,
  field: "success",
  allows: true,
  source: "DOMAIN.md §3.2 Cloudflare `ratelimit` binding: check `success`",
};

/** Members that libraries ask by. */
export const LIMIT_MEMBERS: ReadonlySet<string> = new Set(
  LIMIT_ANSWERS.flatMap(answer => answer.calls.map(call => call.slice(call.lastIndexOf(".") + 1))),
);

/** A decorator that leaves the verdict on the request unless it blocks. */
export const VIEW_DECIDES = {
  title: "django-ratelimit",
  attribute: "limited",
  keyword: "block",
  rate: "rate",
  /** By the path of the import: 4.0 renamed the module and turned the default round. */
  decorators: [
    { call: "ratelimit.decorators.ratelimit", blocksByDefault: false },
    { call: "django_ratelimit.decorators.ratelimit", blocksByDefault: true },
  ],
  source: "DOMAIN.md §0 W11, §3.1 django-ratelimit 4.1 (django_ratelimit/decorators.py)",
} as const;

export function limitAnswer(libraryName: string | undefined): LimitAnswer | undefined {
  return libraryName === undefined ? undefined : LIMIT_ANSWERS.find(answer => answer.calls.includes(libraryName));
}
