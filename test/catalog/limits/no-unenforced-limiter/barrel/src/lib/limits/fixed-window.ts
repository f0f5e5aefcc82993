import { createClient } from "redis";

const redis = createClient({ url: process.env.REDIS_URL });

export async function assertRateLimit(key: string, limit: number): Promise<void> { // ok: no-unenforced-limiter — used under another name through the barrel
  const count = await redis.incr(key);
  if (count === 1) await redis.expire(key, 60);
  if (count > limit) throw new Error("Too many requests");
}
