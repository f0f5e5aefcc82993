import { Redis } from "@upstash/redis";

const redis = Redis.fromEnv();
const WINDOW_SECONDS = 60;

export async function checkRateLimit(ip: string, limit: number) {
  const key = `rl:${ip}`;
  const count = await redis.incr(key);
  if (count === 1) {
    await redis.expire(key, WINDOW_SECONDS); // expect: no-racy-limiter/leftover error
  }
  return { allowed: count <= limit, remaining: Math.max(0, limit - count) };
}

export async function checkInOneRequest(ip: string, limit: number) {
  const key = `rl:${ip}`;
  const [count] = await redis.multi().incr(key).expire(key, WINDOW_SECONDS, "NX").exec<[number, number]>(); // ok: no-racy-limiter — one transaction
  return { allowed: count <= limit };
}

export async function checkWithScript(ip: string, limit: number) {
  const count = await redis.eval("local n = redis.call('INCR', KEYS[1]) …", [`rl:${ip}`], [WINDOW_SECONDS]); // ok: no-racy-limiter — a script runs alone
  return { allowed: (count as number) <= limit };
}

export async function checkCreatedWithExpiry(ip: string, limit: number) {
  const key = `rl:${ip}`;
  await redis.set(key, 0, { ex: WINDOW_SECONDS, nx: true });
  const count = await redis.incr(key); // ok: no-racy-limiter — the key comes into being with its time to live
  return { allowed: count <= limit };
}

export async function checkHealing(ip: string, limit: number) {
  const key = `rl:${ip}`;
  const count = await redis.incr(key);
  const ttl = await redis.ttl(key);
  if (ttl < 0 || count === 1) {
    await redis.expire(key, WINDOW_SECONDS); // ok: no-racy-limiter — a key without a time to live gets one with the next request
  }
  return { allowed: count <= limit };
}

export async function countVisit(page: string) {
  const key = `visits:${page}`;
  const count = await redis.incr(key);
  if (count === 1) await redis.expire(key, 86_400); // ok: no-racy-limiter — counts visits and limits nothing
  return { page };
}

export async function countUsage(site: string) {
  const key = `usage:${site}`;
  const count = await redis.incr(key);
  if (count === 1) await redis.expire(key, 86_400); // ok: no-racy-limiter — counted, and compared with nothing
}
