import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const attempts = (tokens: number, window: "1 m" | "24 h") =>
  new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(tokens, window) });

export async function confirmCode(email: string, code: string, expected: string) {
  const { remaining } = await attempts(5, "24 h").getRemaining(email);
  if (remaining <= 0) throw new Error("Too many attempts.");
  if (code !== expected) {
    await attempts(5, "24 h").limit(email); // ok: no-ignored-limit-result — counts failures; the verdict is read with getRemaining
    throw new Error("Wrong code.");
  }
}

export async function touch(token: string, save: () => Promise<void>) {
  const { success } = await attempts(1, "1 m").limit(token); // ok: no-ignored-limit-result — a debounce: the answer decides whether to write
  if (success) await save();
}
