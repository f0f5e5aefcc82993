import { betterAuth } from "better-auth";
import { slowDown } from "express-slow-down";
import ratelimit from "koa-ratelimit";
import { client, store } from "./redis";

export const slow = slowDown({ windowMs: 60_000, delayAfter: 5 }); // expect: no-process-local-limiter/oneProcess advice
export const slowTogether = slowDown({ windowMs: 60_000, delayAfter: 5, store }); // ok: no-process-local-limiter — a shared store

export const koa = ratelimit({ driver: "memory", db: new Map(), max: 100 }); // expect: no-process-local-limiter/oneProcess advice
export const koaTogether = ratelimit({ driver: "redis", db: client, max: 100 }); // ok: no-process-local-limiter — Redis

export const auth = betterAuth({ rateLimit: { window: 60, max: 10 } }); // expect: no-process-local-limiter/oneProcess advice
export const authTogether = betterAuth({ rateLimit: { window: 60, max: 10, storage: "database" } }); // ok: no-process-local-limiter — the database
export const authElsewhere = betterAuth({ emailAndPassword: { enabled: true } }); // ok: no-process-local-limiter — no limit is spoken of

export default {
  async fetch(request: Request, env: { LIMITER: { limit(options: { key: string }): Promise<{ success: boolean }> } }) {
    const { success } = await env.LIMITER.limit({ key: request.url }); // ok: no-process-local-limiter — the platform's own limiter
    return new Response(null, { status: success ? 204 : 429 });
  },
};
