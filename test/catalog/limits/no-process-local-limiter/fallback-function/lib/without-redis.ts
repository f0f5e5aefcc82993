import { redis } from "./redis";

const hits = new Map<string, number[]>(); // ok: no-process-local-limiter — asked only where no Redis is configured

function checkInMemory(key: string, limit: number): boolean {
  const recent = (hits.get(key) ?? []).filter(at => Date.now() - at < 60_000);
  recent.push(Date.now());
  hits.set(key, recent);
  return recent.length <= limit;
}

export async function checkRateLimit(key: string, limit: number): Promise<boolean> {
  if (!redis) return checkInMemory(key, limit);
  return (await redis.incr(key)) <= limit;
}
