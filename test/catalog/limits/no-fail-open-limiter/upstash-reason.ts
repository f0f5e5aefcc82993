import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const limiter = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(5, "1 m") }); // ok: no-fail-open-limiter — the reason is read

export async function POST(request: Request) {
  const { email } = await request.json();
  const result = await limiter.limit(email);
  if (!result.success || result.reason === "timeout") return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}
