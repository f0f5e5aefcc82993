/** Where rate limiting libraries keep their counts: in the memory of one process unless a store is given. */
import { phrase } from "./phrase.ts";

export interface LimiterStore {
  title: string;
  /** Library names of the calls that make the limiter or its store. A plugin is given to `register`. */
  makes: readonly string[];
  plugin?: true;
  /** Keywords or option names that give the store; without one the counts stay in the process. Empty: the call itself is the memory store. */
  options: readonly string[];
  /** An object among the options that holds them: `rateLimit: { storage }`. */
  inside?: string;
  /** Names by which the store may be set elsewhere: configuration keys, environment variables. */
  settings?: readonly string[];
  /** What the store is called, for a message. */
  memory: string;
  /** How a shared store is given in this library, for a suggestion. */
  keyword?: { name: string; environment: string };
  source: string;
}

export const LIMITER_STORES: readonly LimiterStore[] = [
  {
    title: "slowapi",
    makes: ["slowapi.Limiter()", "slowapi.extension.Limiter()"],
    options: ["storage_uri", "config_filename"],
    settings: ["RATELIMIT_STORAGE_URL"],
    memory: phrase("slowapi's default `memory://`"),
    keyword: { name: "storage_uri", environment: "RATELIMIT_STORAGE_URI" },
    source: "DOMAIN.md §3.1 slowapi 0.1.9 (slowapi/extension.py: storage_uri, C.STORAGE_URL)",
  },
  {
    title: "flask-limiter",
    makes: ["flask_limiter.Limiter()", "flask_limiter.extension.Limiter()"],
    options: ["storage_uri"],
    settings: ["RATELIMIT_STORAGE_URI", "RATELIMIT_STORAGE_URL"],
    memory: phrase("flask-limiter's default `memory://`"),
    keyword: { name: "storage_uri", environment: "RATELIMIT_STORAGE_URI" },
    source: "DOMAIN.md §3.1 flask-limiter 4.1 [T] (memory storage + warning)",
  },
  {
    title: "quart-rate-limiter",
    makes: ["quart_rate_limiter.RateLimiter()"],
    options: ["store"],
    memory: phrase("quart-rate-limiter's default `MemoryStore`"),
    source: "quart-rate-limiter 0.10 docs, Configuration (store)",
  },
  {
    title: "limits",
    makes: ["limits.storage.MemoryStorage()", "limits.aio.storage.MemoryStorage()"],
    options: [],
    memory: "`MemoryStorage`",
    source: "limits 2026-06 limits/storage/memory.py",
  },
  {
    title: "asgi-ratelimit",
    makes: ["ratelimit.backends.simple.MemoryBackend()"],
    options: [],
    memory: "`MemoryBackend`",
    source: "asgi-ratelimit 0.10 README, Backends",
  },
  {
    title: "express-rate-limit",
    makes: ["express-rate-limit.default()", "express-rate-limit.rateLimit()", "express-rate-limit()"],
    options: ["store"],
    memory: phrase("express-rate-limit's default `MemoryStore`"),
    source: "DOMAIN.md §3.2 express-rate-limit 8 [T]",
  },
  {
    title: "express-slow-down",
    makes: ["express-slow-down.default()", "express-slow-down.slowDown()", "express-slow-down()"],
    options: ["store"],
    memory: phrase("express-slow-down's default `MemoryStore`"),
    source: "express-slow-down 2 README, store",
  },
  {
    title: "hono-rate-limiter",
    makes: ["hono-rate-limiter.rateLimiter()"],
    options: ["store", "binding"],
    memory: phrase("hono-rate-limiter's default `MemoryStore`"),
    source: "DOMAIN.md §3.2 hono-rate-limiter 0.5.4 (MemoryStore)",
  },
  {
    title: "@fastify/rate-limit",
    makes: ["@fastify/rate-limit.default", "@fastify/rate-limit", "fastify-rate-limit.default", "fastify-rate-limit"],
    plugin: true,
    options: ["redis", "store"],
    memory: phrase("@fastify/rate-limit's default `LocalStore`"),
    source: "DOMAIN.md §3.2 @fastify/rate-limit 11 (LocalStore)",
  },
  {
    title: "@nestjs/throttler",
    makes: ["@nestjs/throttler.ThrottlerModule.forRoot()", "@nestjs/throttler.ThrottlerModule.forRootAsync()"],
    options: ["storage", "useClass", "useExisting"],
    memory: phrase("@nestjs/throttler's default in-memory storage"),
    source: "DOMAIN.md §3.2 @nestjs/throttler 6 (in-memory)",
  },
  {
    title: "rate-limiter-flexible",
    makes: ["rate-limiter-flexible.RateLimiterMemory()"],
    options: [],
    memory: "`RateLimiterMemory`",
    source: "DOMAIN.md §3.2 rate-limiter-flexible 11 [T]",
  },
  {
    title: "koa-ratelimit",
    makes: ["koa-ratelimit.default()", "koa-ratelimit()"],
    options: ["driver"],
    memory: phrase("koa-ratelimit's `memory` driver"),
    source: "koa-ratelimit 5 README, driver",
  },
  {
    title: "better-auth",
    makes: ["better-auth.betterAuth()"],
    options: ["storage", "customStorage", "secondaryStorage"],
    inside: "rateLimit",
    memory: phrase("better-auth's default memory storage"),
    source: "better-auth docs, Rate Limit (storage: memory by default)",
  },
];

/** A value of the store's option that still is the process's memory. */
export const MEMORY_STORE = /^["'](?:async\+)?memory(?:["']|:)|\bMemoryStore\b|\bInMemory|\bLocalStore\b/u;

/** Names of containers that live in one process, as constructors or factories. Source: each library's README. */
export const CONTAINERS = new Set([
  "Map",
  "LRUCache",
  "LRU",
  "QuickLRU",
  "NodeCache",
  "TTLCache",
  "TTLMap",
  "dict",
  "defaultdict",
  "OrderedDict",
  "Counter",
  "deque",
  "list",
]);

/** Django: the cache that its throttles count in. Source: Django 5.2 docs, CACHES; DRF 3.18 throttling.py `cache = default_cache`. */
export const DJANGO_CACHE = {
  settings: "CACHES",
  memory: /\b(?:LocMemCache|DummyCache)\b/u,
  title: phrase("Django's default `LocMemCache`"),
} as const;

/** A store that several processes share, by the names that code bases give it. */
export const SHARED_STORE =
  /redis|upstash|valkey|memcache|\bkv\b|vercel ?kv|dynamo|supabase|prisma|postgres|mongo|firestore|\bdb\b|database|session|cursor|\bsql\b|durable|storage/u;
