import Redis from "ioredis";

const redis = new Redis(process.env.REDIS_URL!);

export async function checkTokenRate(client: string): Promise<boolean> {
  const key = `oauth:rate:${client}`;
  const count = await redis.incr(key);
  await redis.expire(key, 3600); // expect: no-racy-limiter/sliding warning
  return count <= 1000;
}

export async function checkTokenRateOnce(client: string): Promise<boolean> {
  const key = `oauth:rate:${client}`;
  const count = await redis.incr(key);
  await redis.expire(key, 3600, "NX"); // ok: no-racy-limiter — set when there is none, and again if it was lost
  return count <= 1000;
}

export async function checkTokenRateOfHour(client: string, now: Date): Promise<boolean> {
  const hour = now.toISOString().slice(0, 13);
  const key = `oauth:rate:${client}:${hour}`;
  const count = await redis.incr(key);
  await redis.expire(key, 3600); // ok: no-racy-limiter — each hour has a key of its own
  return count <= 1000;
}
