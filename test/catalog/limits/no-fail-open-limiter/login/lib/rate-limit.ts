import { redis } from "./redis";
import { env } from "./env";

export async function checkRateLimit(key: string, limit: number): Promise<{ success: boolean; remaining: number }> {
  try {
    const count = await redis.incr(key);
    if (count === 1) await redis.expire(key, 60);
    return { success: count <= limit, remaining: Math.max(0, limit - count) };
  } catch (error) {
    console.warn("rate limit store unavailable", error);
    return { success: true, remaining: limit }; // expect: no-fail-open-limiter/storeFails warning
  }
}

export async function isRateLimited(key: string): Promise<boolean> {
  try {
    return (await redis.incr(key)) > 5;
  } catch {
    return false; // expect: no-fail-open-limiter/storeFails warning
  }
}

export async function isBlockedByRateLimit(key: string): Promise<boolean> {
  try {
    return (await redis.incr(key)) > 5;
  } catch {
    return true; // ok: no-fail-open-limiter — everybody is refused
  }
}

export async function checkOtpRateLimit(key: string): Promise<{ success: boolean }> {
  if (!env.UPSTASH_REDIS_REST_URL) return { success: true }; // expect: no-fail-open-limiter/storeAbsent warning
  const count = await redis.incr(key);
  return { success: count <= 5 };
}

export async function checkSmsRateLimit(key: string): Promise<{ success: boolean }> {
  // No Redis in local development.
  if (!redis) return { success: true }; // ok: no-fail-open-limiter — said to be for development
  const count = await redis.incr(key);
  return { success: count <= 5 };
}

export async function checkMailRateLimit(key: string): Promise<{ success: boolean }> {
  if (env.RATE_LIMIT_DISABLED) return { success: true }; // ok: no-fail-open-limiter — a switch
  const count = await redis.incr(key);
  return { success: count <= 5 };
}

export async function checkListingRateLimit(key: string): Promise<{ success: boolean }> {
  try {
    return { success: (await redis.incr(key)) <= 500 };
  } catch {
    return { success: true }; // expect: no-fail-open-limiter/storeFails advice
  }
}
