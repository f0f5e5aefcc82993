import { RateLimiter } from "@convex-dev/rate-limiter";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import { redirect } from "next/navigation";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { refuse } from "./refuse";

const ratelimit = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(10, "10 s") });
const flexible = new RateLimiterRedis({ storeClient: {}, points: 5, duration: 60 });
const convex = new RateLimiter({}, {});

export async function viaRedirect(ip: string) {
  const { success } = await ratelimit.limit(ip); // ok: no-ignored-limit-result — the page of refusals
  if (!success) redirect("/too-many");
}

export async function viaHelper(ip: string) {
  const verdict = await ratelimit.limit(ip); // ok: no-ignored-limit-result — a function decides
  refuse(verdict);
}

export async function viaReturn(ip: string) {
  return (await ratelimit.limit(ip)).success; // ok: no-ignored-limit-result — the caller decides
}

export async function viaRemaining(ip: string) {
  const { remaining } = await ratelimit.limit(ip); // ok: no-ignored-limit-result — what remains is compared
  if (remaining <= 0) throw new Error("Too many requests.");
}

export function viaChain(ip: string, next: () => void, fail: () => void) {
  flexible.consume(ip).then(next, fail); // ok: no-ignored-limit-result — the rejection has a handler
}

export async function viaAll(ip: string, user: string) {
  await Promise.all([flexible.consume(ip), flexible.consume(user)]); // ok: no-ignored-limit-result — rejects when one of them does
}

export async function viaThrow(ctx: object) {
  await convex.limit(ctx, "send", { throws: true }); // ok: no-ignored-limit-result — throws by its option
}

export async function viaLog(ip: string) {
  const { success } = await ratelimit.limit(ip); // ok: no-ignored-limit-result — logged, and answered
  if (!success) {
    console.warn("rate limited", ip);
    return new Response("slow down", { status: 429 });
  }
  return new Response("ok");
}
