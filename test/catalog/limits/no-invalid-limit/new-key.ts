import { randomUUID } from "node:crypto";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const ratelimit = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(10, "10 s") });
const instance = randomUUID();

export async function POST(request: Request) {
  const ip = request.headers.get("x-real-ip") ?? "";
  const { success } = await ratelimit.limit(`${ip}:${Date.now()}`); // expect: no-invalid-limit/newKey error
  return success ? new Response("sent") : new Response("slow down", { status: 429 });
}

export async function PUT(request: Request) {
  const id = randomUUID();
  const { success } = await ratelimit.limit(id); // expect: no-invalid-limit/newKey error
  return success ? new Response("sent") : new Response("slow down", { status: 429, statusText: request.url });
}

export async function PATCH(request: Request) {
  const window = Math.floor(Date.now() / 60_000);
  const { success } = await ratelimit.limit(`${request.url}:${window}:${Math.floor(Date.now() / 1000)}`); // ok: no-invalid-limit — the same for all requests of a window
  return success ? new Response("sent") : new Response("slow down", { status: 429 });
}

export async function DELETE(request: Request) {
  const { success } = await ratelimit.limit(request.headers.get("x-user") ?? randomUUID()); // ok: no-invalid-limit — only for who has no name
  return success ? new Response("sent") : new Response("slow down", { status: 429 });
}

export async function GET() {
  const { success } = await ratelimit.limit(`all:${instance}`); // ok: no-invalid-limit — the same as long as the process runs
  return success ? new Response("sent") : new Response("slow down", { status: 429 });
}
