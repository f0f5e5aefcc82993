import { redis } from "./redis";

interface Bucket {
  count: number;
  resetAt: number;
}

export class RateLimits {
  private static localBuckets = new Map<string, Bucket>(); // ok: no-process-local-limiter — asked only when Redis fails

  static async check(key: string, limit: number): Promise<{ allowed: boolean }> {
    try {
      const count = await redis.incr(key);
      return { allowed: count <= limit };
    } catch {
      const now = Date.now();
      const bucket = RateLimits.localBuckets.get(key);
      if (!bucket || bucket.resetAt < now) {
        RateLimits.localBuckets.set(key, { count: 1, resetAt: now + 60_000 });
        return { allowed: true };
      }
      bucket.count += 1;
      return { allowed: bucket.count <= limit / 5 };
    }
  }
}
