/** Rate limiting libraries: which call makes a limiter, what makes it take effect, and what about it silently does not. */

export interface LimiterLibrary {
  title: string;
  /** Library names of the calls whose result is a limiter (`slowapi.Limiter()`), as `libraryName` spells them. */
  makes: readonly string[];
  /** Members of an instance that limit nothing when they are all that is used: reads, resets, settings. */
  inert: readonly string[];
  /** How limits that hold for every route are given and what has to be installed for them. */
  defaults?: {
    /** Keyword arguments of the constructor. */
    options: readonly string[];
    /** Library names of the middleware, of which one has to be referenced. */
    middleware: readonly string[];
    /** What to install, in words for a message. */
    install: string;
    /** From this version of `package` on, routes of included routers do not pass the middleware. */
    blindTo?: { package: string; version: string; call: string };
  };
  /** The constructor's keyword or method by which the application is bound; without it nothing is enforced. */
  binding?: { keyword: string; method: string };
  /** Decorators of an instance that have to stand below the route's own decorator. */
  decorators?: readonly string[];
  /** Keyword arguments and their values that say where the counts live. */
  storage?: { memory?: readonly string[]; options?: readonly string[] };
  source: string;
}

export const LIMITER_LIBRARIES: readonly LimiterLibrary[] = [
  {
    title: "slowapi",
    makes: ["slowapi.Limiter()", "slowapi.extension.Limiter()"],
    inert: ["reset", "enabled", "logger", "_rate_limit_exceeded_handler"],
    defaults: {
      options: ["default_limits", "application_limits"],
      middleware: [
        "slowapi.middleware.SlowAPIMiddleware",
        "slowapi.middleware.SlowAPIASGIMiddleware",
        "slowapi.SlowAPIMiddleware",
      ],
      install: "SlowAPIMiddleware",
      blindTo: { package: "fastapi", version: "0.137", call: "include_router" },
    },
    decorators: ["limit", "shared_limit"],
    storage: { options: ["storage_uri"] },
    source: "DOMAIN.md §3.1 slowapi 0.1.9 [T]",
  },
  {
    title: "flask-limiter",
    makes: ["flask_limiter.Limiter()", "flask_limiter.extension.Limiter()"],
    inert: ["reset", "enabled", "current_limit", "current_limits", "check"],
    binding: { keyword: "app", method: "init_app" },
    decorators: ["limit", "shared_limit"],
    storage: { options: ["storage_uri"] },
    source: "DOMAIN.md §3.1 flask-limiter 4.1 [T]",
  },
  {
    title: "fastapi-limiter",
    makes: ["fastapi_limiter.depends.RateLimiter()", "fastapi_limiter.depends.WebSocketRateLimiter()"],
    inert: [],
    source: "DOMAIN.md §3.1 fastapi-limiter 0.2.0",
  },
  {
    title: "django-ratelimit",
    makes: ["django_ratelimit.decorators.ratelimit()", "ratelimit.decorators.ratelimit()"],
    inert: [],
    source: "DOMAIN.md §3.1 django-ratelimit 4.1",
  },
  {
    title: "limits",
    makes: [
      "limits.strategies.FixedWindowRateLimiter()",
      "limits.strategies.MovingWindowRateLimiter()",
      "limits.strategies.SlidingWindowCounterRateLimiter()",
      "limits.strategies.FixedWindowElasticExpiryRateLimiter()",
      "limits.aio.strategies.FixedWindowRateLimiter()",
      "limits.aio.strategies.MovingWindowRateLimiter()",
    ],
    inert: ["get_window_stats", "clear", "storage"],
    source: "limits 2026-06 limits/strategies.py (RateLimiter.hit, test, get_window_stats, clear)",
  },
  {
    title: "express-rate-limit",
    makes: ["express-rate-limit.default()", "express-rate-limit.rateLimit()", "express-rate-limit()"],
    inert: ["resetKey", "getKey"],
    source: "DOMAIN.md §3.2 express-rate-limit 8 [T]",
  },
  {
    title: "hono-rate-limiter",
    makes: ["hono-rate-limiter.rateLimiter()"],
    inert: [],
    source: "DOMAIN.md §3.2 hono-rate-limiter 0.5.4 [T]",
  },
  {
    title: "@upstash/ratelimit",
    makes: ["@upstash/ratelimit.Ratelimit()", "@upstash/ratelimit.MultiRegionRatelimit()"],
    inert: ["getRemaining", "resetUsedTokens"],
    source: "DOMAIN.md §3.2 @upstash/ratelimit 2.2",
  },
  {
    title: "rate-limiter-flexible",
    makes: [
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
    ].map(store => `rate-limiter-flexible.RateLimiter${store}()`),
    inert: ["get", "delete", "deleteInMemoryBlockedAll", "getKey", "points", "duration"],
    source: "DOMAIN.md §3.2 rate-limiter-flexible 11 [T]",
  },
];

/** Plugins and modules that have to be registered in a certain way. */
export const REGISTERED_LIMITERS = {
  /** Registration that takes effect only for routes declared after it has been awaited. */
  awaited: {
    plugins: ["@fastify/rate-limit.default", "@fastify/rate-limit"],
    register: "register",
    // Before 4, routes were added asynchronously and still saw the hook of a plugin registered before them.
    since: { package: "fastify", version: "4" },
    source:
      "DOMAIN.md §3.2 @fastify/rate-limit 11 [T]; fastify@5.8.4 docs/Guides/Migration-Guide-V4.md (synchronous route definitions)",
  },
  /** A limit for one route, which the plugin reads under `under` only. */
  perRoute: {
    library: "@fastify/rate-limit",
    option: "rateLimit",
    under: "config",
    source: "DOMAIN.md §3.2 @fastify/rate-limit 11: per-route only under `config.rateLimit` (index.js)",
  },
  /** Middleware that has to be made once: made inside a handler, every request has a count of its own. */
  madeOnce: {
    libraries: ["express-rate-limit", "hono-rate-limiter"],
    source: "DOMAIN.md §3.2 express-rate-limit 8 [T]: ERR_ERL_CREATED_IN_REQUEST_HANDLER, unlimited",
  },
  /** Middleware that runs for routes registered after it. */
  ordered: {
    libraries: ["express-rate-limit", "hono-rate-limiter"],
    use: "use",
    source: "DOMAIN.md §3.2 express-rate-limit, hono-rate-limiter [T]",
  },
  /** A module whose limits nothing checks without its guard. */
  guarded: {
    modules: ["@nestjs/throttler.ThrottlerModule.forRoot()", "@nestjs/throttler.ThrottlerModule.forRootAsync()"],
    module: "@nestjs/throttler",
    guard: "@nestjs/throttler.ThrottlerGuard",
    guardName: "ThrottlerGuard",
    /** Under which guards for every route are provided. */
    token: { name: "APP_GUARD", module: "@nestjs/core" },
    title: "ThrottlerModule",
    /** Sets limits for one route, by the names of the module's limits; a name that the module does not have is ignored. */
    decorator: "@nestjs/throttler.Throttle",
    unnamed: "default",
    source: "DOMAIN.md §3.2 @nestjs/throttler 6 [T]",
  },
} as const;

/** Django REST framework: settings, attributes and decorators that only work together. */
export const REST_FRAMEWORK_THROTTLING = {
  settings: "REST_FRAMEWORK",
  rates: "DEFAULT_THROTTLE_RATES",
  classes: "DEFAULT_THROTTLE_CLASSES",
  /** Which class reads a rate, by the rate's name; every other rate is a scope. */
  classOfRate: { anon: "AnonRateThrottle", user: "UserRateThrottle" },
  classModule: "rest_framework.throttling",
  viewClasses: "throttle_classes",
  viewMethod: "get_throttles",
  scope: "throttle_scope",
  scopeClass: "ScopedRateThrottle",
  /** Works on function views only: on a method of a view class nothing reads what it sets. */
  decorator: "rest_framework.decorators.throttle_classes()",
  bases: [
    "rest_framework.throttling.BaseThrottle",
    "rest_framework.throttling.SimpleRateThrottle",
    "rest_framework.throttling.AnonRateThrottle",
    "rest_framework.throttling.UserRateThrottle",
    "rest_framework.throttling.ScopedRateThrottle",
  ],
  source: "DOMAIN.md §3.1 DRF 3.18 (rest_framework/{throttling,settings,decorators}.py)",
} as const;

/** Decorators that register a function as a route, by their last member; the rest of the path is an app, router or blueprint. */
export const ROUTE_DECORATORS: readonly string[] = [
  "get",
  "post",
  "put",
  "patch",
  "delete",
  "head",
  "options",
  "route",
  "api_route",
  "websocket",
];

/** Functions that wait, by their last name; the argument is the time. */
export const SLEEPS: readonly string[] = ["sleep", "delay", "setTimeout", "wait", "sleepMs", "timeout"];

export function limiterLibrary(libraryName: string | undefined): LimiterLibrary | undefined {
  return libraryName === undefined ? undefined : LIMITER_LIBRARIES.find(library => library.makes.includes(libraryName));
}
