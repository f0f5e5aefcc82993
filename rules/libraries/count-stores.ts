/** Stores that several processes share and that limiters count in: which call reads, raises, writes, and sets the time to live. */
export interface CountStore {
  title: string;
  /** Library names of what makes a client, with its call, or of the client itself. */
  clients: readonly string[];
  /**
   * How several commands are sent as one and their first result is read, around `…incr(key).expire(key, ttl, NX)`.
   * `{client}` is the client as written.
   */
  together?: { open: string; notExists: string; first: string; awaited: boolean };
  source: string;
}

export const COUNT_STORES: readonly CountStore[] = [
  {
    title: "ioredis",
    clients: ["ioredis.default()", "ioredis.Redis()", "ioredis()", "ioredis.Cluster()"],
    together: { open: "multi()", notExists: '"NX"', first: ".exec())?.[0]?.[1]", awaited: true },
    source: "ioredis README, Transaction: exec resolves to [[error, result], …]; redis.io EXPIRE NX since 7.0",
  },
  {
    title: "node-redis",
    clients: ["redis.createClient()", "redis.createCluster()", "@redis/client.createClient()"],
    together: { open: "multi()", notExists: '"NX"', first: ".exec())[0]", awaited: true },
    source: "node-redis docs/transactions.md: multi().….exec() resolves to the results; redis.io EXPIRE NX since 7.0",
  },
  {
    title: "@upstash/redis",
    clients: ["@upstash/redis.Redis()", "@upstash/redis.Redis.fromEnv()", "@upstash/redis/cloudflare.Redis.fromEnv()"],
    together: { open: "multi()", notExists: '"NX"', first: ".exec())[0]", awaited: true },
    source:
      "@upstash/redis docs, Pipelining & Transactions: multi() is one atomic request, exec resolves to the results",
  },
  {
    title: "@vercel/kv",
    clients: ["@vercel/kv.kv", "@vercel/kv.default", "@vercel/kv.createClient()"],
    together: { open: "multi()", notExists: '"NX"', first: ".exec())[0]", awaited: true },
    source: "@vercel/kv extends @upstash/redis",
  },
  {
    title: "redis-py",
    clients: [
      "redis.Redis()",
      "redis.StrictRedis()",
      "redis.from_url()",
      "redis.Redis.from_url()",
      "redis.StrictRedis.from_url()",
    ],
    together: { open: "pipeline()", notExists: "nx=True", first: ".execute()[0]", awaited: false },
    source: "redis-py docs, pipelines: a pipeline is a transaction by default and its commands can be chained",
  },
  {
    title: "redis-py",
    clients: ["redis.asyncio.Redis()", "redis.asyncio.from_url()", "redis.asyncio.Redis.from_url()"],
    together: { open: "pipeline()", notExists: "nx=True", first: ".execute())[0]", awaited: true },
    source: "redis-py docs, asyncio pipelines: execute is awaited",
  },
  {
    title: "Django's cache",
    clients: ["django.core.cache.cache"],
    source: "Django docs, topics/cache: add and incr are atomic on memcached and Redis, get then set is not",
  },
  {
    title: "django-redis",
    clients: ["django_redis.get_redis_connection()"],
    together: { open: "pipeline()", notExists: "nx=True", first: ".execute()[0]", awaited: false },
    source: "django-redis README: get_redis_connection gives a redis-py client",
  },
];

/** Members of such stores by what they do to a count. */
export const COUNT_MEMBERS = {
  reads: new Set([
    "get",
    "mget",
    "mGet",
    "hget",
    "hGet",
    "hmget",
    "hmGet",
    "hgetall",
    "hGetAll",
    "zcard",
    "zCard",
    "zcount",
    "zCount",
    "llen",
    "lLen",
  ]),
  raises: new Set([
    "incr",
    "incrby",
    "incrBy",
    "incrbyfloat",
    "hincrby",
    "hIncrBy",
    "zadd",
    "zAdd",
    "lpush",
    "lPush",
    "rpush",
    "rPush",
  ]),
  writes: new Set(["set", "setex", "setEx", "psetex", "hset", "hSet", "hmset", "hmSet", "mset", "mSet", "put"]),
  expires: new Set(["expire", "pexpire", "pExpire", "expireat", "expireAt", "pexpireat", "pExpireAt"]),
  /** Several commands as one. */
  together: new Set(["multi", "pipeline", "batch", "transaction"]),
  source: "redis.io commands INCR, EXPIRE, GET, SET, ZADD, ZCARD; clients' spellings of them",
} as const;

/** Members of object mappers that load one row, and that write what was changed in memory. */
export const ROW_MEMBERS = {
  loads: new Set([
    "first",
    "one",
    "one_or_none",
    "scalar_one",
    "scalar_one_or_none",
    "scalar",
    "get_or_create",
    "findOne",
    "findOneBy",
    "findByPk",
    "findById",
  ]),
  saves: new Set(["commit", "flush", "save", "asave"]),
  source:
    "SQLAlchemy Query/Result and Session, Django QuerySet and Model.save, TypeORM, Sequelize and Mongoose finders and save",
} as const;

export function countStore(libraryName: string | undefined): CountStore | undefined {
  return libraryName === undefined ? undefined : COUNT_STORES.find(store => store.clients.includes(libraryName));
}
