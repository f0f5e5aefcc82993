import { redis } from "./redis";

interface Verdict {
  allowed: boolean;
  remaining: number;
}

export class RateLimitService {
  static async checkWithMode(client: string, limit: number, windowMs: number, mode: string): Promise<Verdict> {
    try {
      if (!redis) throw new Error("no connection");
      const count = await redis.eval("…", [client], [windowMs]);
      if (count > limit) return { allowed: false, remaining: 0 };
      return { allowed: true, remaining: limit - count };
    } catch {
      return { allowed: mode !== "closed", remaining: 0 };
    }
  }

  static async check(client: string, limit: number): Promise<Verdict> {
    return RateLimitService.checkWithMode(client, limit, 60_000, "open");
  }
}

export async function enforceRateLimit(client: string): Promise<Verdict> {
  const verdict = await RateLimitService.check(client, 100);
  if (!verdict.allowed) throw new Error("Rate limit exceeded");
  return verdict;
}

export function isRateLimited(count: number, max: number): boolean {
  return count >= max;
}

export async function limitOrRespond(client: string): Promise<Response | null> {
  const verdict = await RateLimitService.check(client, 100);
  if (!verdict.allowed) return new Response("Too many requests", { status: 429 });
  return null;
}
