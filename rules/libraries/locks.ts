/**
 * Calls whose answer decides whether work goes on: locks, markers that are set once, rows that say "this was done".
 * Invariant: a row says when the call starts; whether its answer is waited for is told elsewhere.
 */

export interface GuardRow {
  what: "lock" | "marker" | "record";
  /** Last member of the callee; rows are looked up by it. */
  method: string;
  /** Test on the library name of the callee. */
  library: RegExp;
  /** "lazy": nothing is sent, and nothing runs, until the result is awaited. */
  starts: "at once" | "lazy";
  /** A guard only with the option that sets the key when it is absent. */
  ifAbsent?: true;
  source: string;
}

const REDIS = "ioredis@5, redis@5: commands are sent when called and give a promise";
const KNEX = "knexjs.org/guide/interfaces: a query runs on then(), by await, and not before";

export const GUARDS: readonly GuardRow[] = [
  ...["set", "setnx", "hsetnx", "sadd"].map((method): GuardRow => ({
    what: "marker",
    method,
    library: new RegExp(
      `^(ioredis\\.(default|Redis|Cluster)\\(\\)|@upstash/redis(/\\w+)?\\.Redis(\\.fromEnv)?\\(\\)|@vercel/kv\\.(kv|default|createClient\\(\\)))\\.${method}$`,
      "u",
    ),
    starts: "at once",
    ...(method === "set" ? { ifAbsent: true } : {}),
    source: REDIS,
  })),
  ...["set", "setNX", "hSetNX", "sAdd"].map((method): GuardRow => ({
    what: "marker",
    method,
    library: new RegExp(`^redis\\.create(Client|Cluster)\\(\\)(\\.connect\\(\\))?\\.${method}$`, "u"),
    starts: "at once",
    ...(method === "set" ? { ifAbsent: true } : {}),
    source: REDIS,
  })),
  ...["acquire", "lock", "using"].map((method): GuardRow => ({
    what: "lock",
    method,
    library: new RegExp(`^redlock\\.(default|Redlock)\\(\\)\\.${method}$`, "u"),
    starts: "at once",
    source: "redlock@5 README: acquire() and using() give a promise of the lock",
  })),
  ...["acquire", "runExclusive", "waitForUnlock"].map((method): GuardRow => ({
    what: "lock",
    method,
    library: new RegExp(`^async-mutex\\.(Mutex|Semaphore|withTimeout)\\(\\)\\.${method}$`, "u"),
    starts: "at once",
    source: "async-mutex@0.5 README: acquire() resolves when the mutex is held",
  })),
  {
    what: "lock",
    method: "lock",
    library: /^proper-lockfile(\.default)?\.lock$/u,
    starts: "at once",
    source: "proper-lockfile README: lock() gives a promise, lockSync() does not",
  },
  {
    what: "record",
    method: "insert",
    library: /^@supabase\/(supabase-js|ssr|auth-helpers-nextjs)\.\w+\(\)(\.schema\(\))?\.from\(\)\.insert$/u,
    starts: "lazy",
    source: "github.com/supabase/supabase-js/issues/951: a query that is not awaited is not sent",
  },
  {
    what: "record",
    method: "upsert",
    library: /^@supabase\/(supabase-js|ssr|auth-helpers-nextjs)\.\w+\(\)(\.schema\(\))?\.from\(\)\.upsert$/u,
    starts: "lazy",
    source: "github.com/supabase/supabase-js/issues/951",
  },
  ...["create", "createMany", "upsert"].map((method): GuardRow => ({
    what: "record",
    method,
    library: new RegExp(`^@prisma/client(/\\w+)?\\.PrismaClient\\(\\)(\\.\\$extends\\(\\))?\\.\\w+\\.${method}$`, "u"),
    starts: "lazy",
    source:
      "prisma.io/docs raw queries and transactions: a PrismaPromise runs only when it is awaited, then'd or caught",
  })),
  {
    what: "record",
    method: "insert",
    library: /^drizzle-orm\/[\w-]+(\/[\w-]+)?\.drizzle\(\)\.insert$/u,
    starts: "lazy",
    source: "drizzle-orm query-promise.ts: QueryPromise runs in then()",
  },
  {
    what: "record",
    method: "insert",
    library: /^knex\.(default|knex|Knex)\(\)(\(\)|\.table\(\)|\.from\(\))\.insert$/u,
    starts: "lazy",
    source: KNEX,
  },
  ...["set", "setnx", "hsetnx", "sadd"].map((method): GuardRow => ({
    what: "marker",
    method,
    library: new RegExp(
      `^(redis\\.asyncio|aioredis)\\.(client\\.)?(Redis|StrictRedis|from_url|Redis\\.from_url|create_redis_pool)\\(\\)\\.${method}$`,
      "u",
    ),
    starts: "lazy",
    ...(method === "set" ? { ifAbsent: true } : {}),
    source:
      "redis-py asyncio: commands are coroutines; docs.python.org/3/library/asyncio-task: a coroutine that is only called is not scheduled",
  })),
  {
    what: "lock",
    method: "acquire",
    library:
      /^((redis\.asyncio|aioredis)\.(client\.)?(Redis|StrictRedis|from_url|Redis\.from_url)\(\)\.lock\(\)|asyncio\.(Lock|Semaphore|BoundedSemaphore|Condition)\(\)|anyio\.(Lock|Semaphore)\(\))\.acquire$/u,
    starts: "lazy",
    source: "docs.python.org/3/library/asyncio-sync: acquire() is a coroutine",
  },
  {
    what: "lock",
    method: "lock",
    library: /^aioredlock\.Aioredlock\(\)\.lock$/u,
    starts: "lazy",
    source: "aioredlock README: lock() is a coroutine",
  },
];

export const GUARD_METHODS: ReadonlySet<string> = new Set(GUARDS.map(row => row.method));

export function guardRow(library: string | undefined, method: string): GuardRow | undefined {
  return library === undefined ? undefined : GUARDS.find(row => row.method === method && row.library.test(library));
}

/** Words of a table's or model's name that say that its rows tell what was done before. */
export const RECORD_TABLE_WORDS: ReadonlySet<string> = new Set([
  "idempotency",
  "idempotent",
  "dedup",
  "dedupe",
  "deduplication",
  "processed",
  "lock",
  "locks",
  "lease",
  "leases",
]);
