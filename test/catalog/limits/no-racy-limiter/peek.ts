import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const attempts = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.fixedWindow(5, "24 h") });

export async function verifyCode(email: string, code: string, find: (code: string) => Promise<boolean>) {
  const { remaining } = await attempts.getRemaining(email); // expect: no-racy-limiter/overrun warning
  if (remaining <= 0) throw new Error("Too many failed attempts.");
  if (!(await find(code))) {
    await attempts.limit(email);
    throw new Error("Wrong code.");
  }
}

export async function showRemaining(email: string) {
  return attempts.getRemaining(email); // ok: no-racy-limiter — shown, not counted
}
