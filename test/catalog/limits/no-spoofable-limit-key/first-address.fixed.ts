import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { checkRateLimit } from "./limits";

const limiter = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(5, "1 m") });

export async function first(request: Request) {
  const ip = request.headers.get("x-forwarded-for")?.split(",").slice(-1)[0] ?? "unknown"; // expect: no-spoofable-limit-key/clientHeader warning
  const { success } = await limiter.limit(`login:${ip}`);
  return new Response(null, { status: success ? 204 : 429 });
}

export async function last(request: Request) {
  const ip = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "unknown"; // ok: no-spoofable-limit-key — the nearest proxy wrote it
  const { success } = await limiter.limit(`login:${ip}`);
  return new Response(null, { status: success ? 204 : 429 });
}

export async function whole(request: Request) {
  const ip = request.headers.get("X-Forwarded-For") || "unknown"; // expect: no-spoofable-limit-key/clientHeader warning
  if (!(await checkRateLimit(ip))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export async function counted(request: Request) {
  const trustedHops = 2;
  const entries = (request.headers.get("x-forwarded-for") ?? "").split(","); // ok: no-spoofable-limit-key — counted from the right
  if (!(await checkRateLimit(entries[entries.length - trustedHops]))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}

export async function logged(request: Request) {
  const ip = request.headers.get("x-forwarded-for")?.split(",")[0]; // ok: no-spoofable-limit-key — it is logged and limits nothing
  console.info("request", ip, request.headers.get("user-agent"));
  return new Response(null, { status: 204 });
}

export async function agent(request: Request, account: string) {
  const key = `${account}|${request.headers.get("user-agent")}`; // expect: no-spoofable-limit-key/clientHeader error
  const { success } = await limiter.limit(key);
  return new Response(null, { status: success ? 204 : 429 });
}

export async function raw(request: Request) {
  const ip = request.headers.get("x-real-ip") ?? ""; // expect: no-spoofable-limit-key/clientHeader warning
  if (!(await checkRateLimit(ip))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}
