import { createClient } from "redis";
import { kv } from "@vercel/kv";

const redis = createClient({ url: process.env.REDIS_URL });
const MAX_PER_DAY = 20;

export async function takeGeneration(user: string) {
  const key = `generations:${user}`;
  const used = Number((await redis.get(key)) ?? 0); // expect: no-racy-limiter/overrun error
  if (used >= MAX_PER_DAY) return false;
  await redis.incr(key);
  return true;
}

export async function takeExport(user: string) {
  const key = `exports:${user}`;
  const state = (await kv.get<{ count: number }>(key)) ?? { count: 0 }; // expect: no-racy-limiter/overrun error
  if (state.count >= MAX_PER_DAY) throw new Error("limit reached");
  await kv.set(key, { count: state.count + 1 }, { ex: 86_400 });
}

export async function takeAtOnce(user: string) {
  const used = await redis.incr(`uploads:${user}`); // ok: no-racy-limiter — one command, its own answer is compared
  return used <= MAX_PER_DAY;
}

export async function readOnly(user: string) {
  const used = Number((await redis.get(`generations:${user}`)) ?? 0); // ok: no-racy-limiter — only read
  return { used, left: used >= MAX_PER_DAY ? 0 : MAX_PER_DAY - used };
}

const local = new Map<string, number>();

export function takeLocally(user: string) {
  const used = local.get(user) ?? 0; // ok: no-racy-limiter — nothing else runs between the read and the write
  if (used >= MAX_PER_DAY) return false;
  local.set(user, used + 1);
  return true;
}
