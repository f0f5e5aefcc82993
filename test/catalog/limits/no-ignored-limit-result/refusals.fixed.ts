import type { Context } from "hono";
import { NextResponse } from "next/server";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const ratelimit = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(10, "10 s") });

export async function withHono(c: Context) {
  // expect: no-ignored-limit-result/dropped error
  if (!(await ratelimit.limit(c.req.url)).success) return c.json({ error: "Too many requests" }, 429);
  return c.json({ sent: 1 });
}

export async function withExpress(req: { ip: string }, res: { status(code: number): { json(body: object): void } }) {
  // expect: no-ignored-limit-result/dropped error
  if (!(await ratelimit.limit(req.ip)).success) return void res.status(429).json({ error: "Too many requests" });
  res.status(201).json({});
}

export async function withFastify(request: { ip: string }, reply: { send(body: object): void }) {
  // expect: no-ignored-limit-result/unread error
  const verdict = await ratelimit.limit(request.ip);
  if (!verdict.success) return reply.code(429).send({ error: "Too many requests" });
  console.log(verdict.remaining);
  return reply.send({});
}

export async function withNext(request: Request) {
  // expect: no-ignored-limit-result/unread error
  const { success, remaining } = await ratelimit.limit(request.url);
  if (!success) return NextResponse.json({ error: "Too many requests" }, { status: 429 });
  return NextResponse.json({}, { headers: new Headers({ "X-Remaining": String(remaining) }) });
}
