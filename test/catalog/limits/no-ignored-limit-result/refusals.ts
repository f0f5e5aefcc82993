import type { Context } from "hono";
import { NextResponse } from "next/server";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const ratelimit = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(10, "10 s") });

export async function withHono(c: Context) {
  // expect: no-ignored-limit-result/dropped error
  await ratelimit.limit(c.req.url);
  return c.json({ sent: 1 });
}

export async function withExpress(req: { ip: string }, res: { status(code: number): { json(body: object): void } }) {
  // expect: no-ignored-limit-result/dropped error
  ratelimit.limit(req.ip);
  res.status(201).json({});
}

export async function withFastify(request: { ip: string }, reply: { send(body: object): void }) {
  // expect: no-ignored-limit-result/unread error
  const verdict = await ratelimit.limit(request.ip);
  console.log(verdict.remaining);
  return reply.send({});
}

export async function withNext(request: Request) {
  // expect: no-ignored-limit-result/unread error
  const { remaining } = await ratelimit.limit(request.url);
  return NextResponse.json({}, { headers: new Headers({ "X-Remaining": String(remaining) }) });
}
