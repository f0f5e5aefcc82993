import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const limiter = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(5, "1 m") }); // expect: no-fail-open-limiter/slowStore advice
const patient = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(5, "1 m"), timeout: 0 }); // ok: no-fail-open-limiter — the time is chosen

export async function POST(request: Request) {
  const { email, prompt } = await request.json();
  try {
    const { success } = await limiter.limit(email);
    if (!success) return new Response("Too many requests", { status: 429 });
  } catch (error) { // expect: no-fail-open-limiter/storeFails advice
    console.error("limiter", error);
  }
  return Response.json({ answer: prompt });
}

export async function PUT(request: Request) {
  const { email } = await request.json();
  try {
    const { success } = await patient.limit(email);
    if (!success) return new Response("Too many requests", { status: 429 });
  } catch {
    return new Response(null, { status: 503 }); // ok: no-fail-open-limiter — refused
  }
  return new Response(null, { status: 204 });
}
