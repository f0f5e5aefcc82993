/** Limits as libraries read them: texts ("5/minute"), windows in milliseconds, and amounts. What they cannot read they mostly do not say. */
import { phrase } from "./phrase.ts";

/** How a text is read, and what happens to one that cannot be. */
export interface LimitGrammar {
  title: string;
  /** The whole text, as the library's own expression matches it; with `separators` each part, its blanks made one. */
  valid: RegExp;
  separators?: RegExp;
  /** A text that names a function, which gives the limit. */
  indirect?: RegExp;
  /** Period by the letter or word that the library looks at; `letter`: only the first letter counts. */
  periods: Readonly<Record<string, string>>;
  letter: boolean;
  /** The period of a text whose unit the library does not know but reads all the same. */
  fallback?: string;
  /** What is done with a text that cannot be read. */
  otherwise: "unlimited" | { raises: string };
  /** How a period is spelled, for corrections; `{n}` periods of a unit. */
  spelling: Readonly<Record<string, string>>;
  source: string;
}

const LIMITS_PERIODS = { second: "second", minute: "minute", hour: "hour", day: "day", month: "month", year: "year" };

/** slowapi and flask-limiter parse with the package limits; both catch its ValueError and log it. */
export const LIMITS_GRAMMAR: LimitGrammar = {
  title: "limits",
  valid: /^\d+ ?(?:\/|per) ?\d* ?(?:hour|minute|second|day|month|year)s?$/iu,
  separators: /[,;|]/u,
  periods: LIMITS_PERIODS,
  letter: false,
  otherwise: { raises: "ValueError" },
  spelling: LIMITS_PERIODS,
  source: "limits/util.py (SINGLE_EXPR, EXPR, parse_many)",
};

const SLOWAPI: LimitGrammar = {
  ...LIMITS_GRAMMAR,
  title: "slowapi",
  otherwise: "unlimited",
  source:
    "DOMAIN.md §3.1 slowapi 0.1.9 [T]: `5/min`, `5 per minut`, `10/60s`, `5/minute per user` are silently unlimited",
};

const FLASK_LIMITER: LimitGrammar = {
  ...LIMITS_GRAMMAR,
  title: "flask-limiter",
  otherwise: "unlimited",
  source: "DOMAIN.md §3.1 flask-limiter 4.1 [T]: `5/min` is unlimited, logged only",
};

const DJANGO_RATELIMIT: LimitGrammar = {
  title: "django-ratelimit",
  // Not anchored at its end: what follows the first letter is not read, and an unknown unit is a second.
  valid: /^\d+\/\d*[smhd]?/u,
  indirect: /\./u,
  periods: { s: "second", m: "minute", h: "hour", d: "day" },
  letter: true,
  fallback: "second",
  otherwise: { raises: "AttributeError" },
  spelling: { second: "s", minute: "m", hour: "h", day: "d" },
  source: "DOMAIN.md §3.1 django-ratelimit 4.1 core.py:96-109 (rate_re, _split_rate)",
};

const REST_FRAMEWORK: LimitGrammar = {
  title: "Django REST framework",
  valid: /^\s*\d+\s*\/[smhd][^/]*$/u,
  periods: { s: "second", m: "minute", h: "hour", d: "day" },
  letter: true,
  otherwise: { raises: "KeyError" },
  spelling: { second: "second", minute: "minute", hour: "hour", day: "day" },
  source: "DOMAIN.md §3.1 DRF 3.18 rest_framework/throttling.py (parse_rate: the period's first letter)",
};

const UPSTASH: LimitGrammar = {
  title: "@upstash/ratelimit",
  valid: /^\d+\s?(?:ms|s|m|h|d)$/u,
  periods: { ms: "millisecond", s: "second", m: "minute", h: "hour", d: "day" },
  letter: false,
  otherwise: { raises: phrase("an error") },
  spelling: { second: "s", minute: "m", hour: "h", day: "d" },
  source: '@upstash/ratelimit src/duration.ts (ms: "Unable to parse window size")',
};

/** Calls that take limits as texts: where the text stands. */
export interface LimitTextCall {
  /** Library names, without the call. */
  calls: readonly string[];
  grammar: LimitGrammar;
  /** Position of the text, and the keywords that may hold one or a list of them. */
  position?: number;
  keywords: readonly string[];
  /** The text is a period alone: "10 s". */
  windowOnly?: boolean;
}

export const LIMIT_TEXT_CALLS: readonly LimitTextCall[] = [
  {
    calls: ["slowapi.Limiter().limit", "slowapi.Limiter().shared_limit", "slowapi.extension.Limiter().limit"],
    grammar: SLOWAPI,
    position: 0,
    keywords: ["limit_value"],
  },
  {
    calls: ["slowapi.Limiter", "slowapi.extension.Limiter"],
    grammar: SLOWAPI,
    keywords: ["default_limits", "application_limits"],
  },
  {
    calls: [
      "flask_limiter.Limiter().limit",
      "flask_limiter.Limiter().shared_limit",
      "flask_limiter.extension.Limiter().limit",
    ],
    grammar: FLASK_LIMITER,
    position: 0,
    keywords: ["limit_value"],
  },
  {
    calls: ["flask_limiter.Limiter", "flask_limiter.extension.Limiter"],
    grammar: FLASK_LIMITER,
    keywords: ["default_limits", "application_limits", "meta_limits"],
  },
  {
    calls: ["limits.parse", "limits.parse_many", "limits.util.parse", "limits.util.parse_many"],
    grammar: LIMITS_GRAMMAR,
    position: 0,
    keywords: ["limit_string"],
  },
  {
    calls: [
      "django_ratelimit.decorators.ratelimit",
      "ratelimit.decorators.ratelimit",
      "django_ratelimit.core.is_ratelimited",
      "django_ratelimit.core.get_usage",
      "ratelimit.core.is_ratelimited",
      "ratelimit.core.get_usage",
    ],
    grammar: DJANGO_RATELIMIT,
    keywords: ["rate"],
  },
  {
    calls: ["slidingWindow", "fixedWindow", "cachedFixedWindow", "tokenBucket"].flatMap(name => [
      `@upstash/ratelimit.Ratelimit.${name}`,
      `@upstash/ratelimit.MultiRegionRatelimit.${name}`,
    ]),
    grammar: UPSTASH,
    position: 1,
    keywords: [],
    windowOnly: true,
  },
];

/** Settings and attributes that hold rates. */
export const RATE_SETTINGS = {
  restFramework: { grammar: REST_FRAMEWORK, attribute: "rate", table: "THROTTLE_RATES", parser: "parse_rate" },
  flask: {
    grammar: FLASK_LIMITER,
    module: "flask_limiter",
    names: ["RATELIMIT_DEFAULT", "RATELIMIT_APPLICATION", "RATELIMIT_META"],
  },
} as const;

/** Options that hold a window in milliseconds, or an amount. */
export interface WindowOption {
  title: string;
  /** Library names of the calls that take the options, without the call. */
  calls: readonly string[];
  /** The plugin that the options are registered with, when the call is `register(plugin, options)`. */
  plugin?: readonly string[];
  windows: readonly string[];
  amounts: readonly string[];
  /** The window is in seconds. */
  seconds?: boolean;
  /** From this version on the window is in milliseconds; before, in seconds. */
  millisecondsSince?: { package: string; version: string };
  /** What no allowed request means. */
  zero?: { package: string; blocksSince: string };
  source: string;
}

export const WINDOW_OPTIONS: readonly WindowOption[] = [
  {
    title: "express-rate-limit",
    calls: ["express-rate-limit.default", "express-rate-limit.rateLimit", "express-rate-limit"],
    windows: ["windowMs"],
    amounts: ["limit", "max"],
    zero: { package: "express-rate-limit", blocksSince: "7" },
    source: "DOMAIN.md §3.2 express-rate-limit 8: windowMs; limit 0 blocks all from 7 on, disabled before",
  },
  {
    title: "hono-rate-limiter",
    calls: ["hono-rate-limiter.rateLimiter"],
    windows: ["windowMs"],
    amounts: [],
    source: "hono-rate-limiter 0.5.4 README: windowMs in milliseconds",
  },
  {
    title: "@fastify/rate-limit",
    calls: [],
    plugin: ["@fastify/rate-limit.default", "@fastify/rate-limit"],
    windows: ["timeWindow"],
    amounts: [],
    source: "@fastify/rate-limit 11 README: timeWindow as a number is in milliseconds",
  },
  {
    title: "@nestjs/throttler",
    calls: ["@nestjs/throttler.ThrottlerModule.forRoot", "@nestjs/throttler.Throttle"],
    windows: ["ttl"],
    amounts: [],
    millisecondsSince: { package: "@nestjs/throttler", version: "5" },
    source: "DOMAIN.md §0 W24, §3.2 @nestjs/throttler: ttl in milliseconds since 5",
  },
];

/** Limiters whose window is a number of seconds. */
export const SECONDS_OPTIONS: readonly WindowOption[] = [
  {
    title: "rate-limiter-flexible",
    calls: [
      "Memory",
      "Redis",
      "Cluster",
      "Memcache",
      "Mongo",
      "MySQL",
      "Postgres",
      "Prisma",
      "Drizzle",
      "DynamoDB",
      "SQLite",
      "Valkey",
    ].map(store => `rate-limiter-flexible.RateLimiter${store}`),
    windows: ["duration"],
    amounts: [],
    seconds: true,
    source: "rate-limiter-flexible 11 wiki, Options: duration is the number of seconds before points are reset",
  },
];

/** A platform's binding that takes two periods only. */
export const PLATFORM_PERIODS = {
  title: phrase("Cloudflare's rate limiting binding"),
  files: /(?:^|\/)wrangler\.(?:toml|jsonc?)$/u,
  binding: /\bratelimits?\b/u,
  seconds: [10, 60],
  source: "DOMAIN.md §3.2 Cloudflare `ratelimit` binding: period only 10 or 60",
} as const;

/** Functions that give another value each time, by name, with what they are called on; "" for none. */
export const UNIQUE_VALUES: Readonly<Record<string, readonly string[]>> = {
  randomUUID: ["", "crypto"],
  nanoid: [""],
  uuidv4: [""],
  uuid4: ["", "uuid"],
  uuid1: ["", "uuid"],
  v4: ["uuid"],
  cuid: [""],
  createId: [""],
  now: ["Date"],
  random: ["Math", "random"],
  time: ["", "time"],
  time_ns: ["", "time"],
  token_hex: ["secrets"],
};

/** Writes that set columns whether the row exists or not, by their last member, and where the columns for an existing row stand. */
export const OVERWRITING_MEMBERS: Readonly<Record<string, { columns?: string; unless?: string; source: string }>> = {
  upsert: { unless: "ignoreDuplicates", source: "postgrest-js upsert: on conflict every given column is overwritten" },
  onConflictDoUpdate: { columns: "set", source: "drizzle-orm insert().onConflictDoUpdate({ set })" },
  update_or_create: { columns: "defaults", source: "Django QuerySet.update_or_create(defaults=…)" },
};
