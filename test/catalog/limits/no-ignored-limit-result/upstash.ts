import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const ratelimit = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(10, "10 s") });

export async function POST(request: Request) {
  const ip = request.headers.get("x-real-ip") ?? "";
  await ratelimit.limit(ip); // expect: no-ignored-limit-result/dropped error
  return new Response("sent");
}

export async function PUT(request: Request) {
  const ip = request.headers.get("x-real-ip") ?? "";
  const { limit, remaining } = await ratelimit.limit(ip); // expect: no-ignored-limit-result/unread error
  return new Response("sent", { headers: { "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": `${remaining}` } });
}

export async function PATCH(request: Request) {
  const verdict = await ratelimit.limit(request.url); // expect: no-ignored-limit-result/unread error
  console.log("limit", verdict);
  return new Response("sent");
}

export async function DELETE(request: Request) {
  // Of a promise, `success` is undefined [T].
  if (ratelimit.limit(request.url).success === false) { // expect: no-ignored-limit-result/notAwaited error
    return new Response("slow down", { status: 429 });
  }
  const verdict = await ratelimit.limit(request.url); // expect: no-ignored-limit-result/alwaysTrue error
  if (!verdict) return new Response("slow down", { status: 429 });
  return new Response("sent");
}

export async function HEAD(request: Request) {
  const { success } = await ratelimit.limit(request.url); // expect: no-ignored-limit-result/logged warning
  if (!success) {
    console.warn("rate limited", request.url);
  }
  return new Response("sent");
}

export async function OPTIONS(request: Request) {
  const { success, limit, remaining } = await ratelimit.limit(request.url); // ok: no-ignored-limit-result — tested ten lines later
  const headers = new Headers();
  headers.set("X-RateLimit-Limit", limit.toString());
  headers.set("X-RateLimit-Remaining", remaining.toString());
  if (!success) {
    throw new Error("rate limit exceeded");
  }
  return new Response("sent", { headers });
}
