import { generationLimiter } from "../lib/rate-limit";

export async function generate(user: string) {
  try {
    await generationLimiter.check(10, user); // ok: no-ignored-limit-result — rejects, and the handler answers
  } catch {
    return new Response("Too many requests", { status: 429 });
  }
  return new Response("text");
}

export async function preview(user: string) {
  generationLimiter.check(10, user); // expect: no-ignored-limit-result/notAwaited error
  return new Response("preview");
}
