import { RateLimiterMemory } from "rate-limiter-flexible";

const rateLimiter = new RateLimiterMemory({ points: 5, duration: 60 });

export async function login(ip: string, password: string) {
  rateLimiter.consume(ip); // expect: no-ignored-limit-result/notAwaited error
  return password.length > 0;
}

export async function reset(ip: string) {
  await rateLimiter.consume(ip); // ok: no-ignored-limit-result — rejects when the limit is reached [T]
  return true;
}

export async function invite(ip: string) {
  try {
    await rateLimiter.consume(ip); // ok: no-ignored-limit-result — the rejection is answered
  } catch {
    return new Response("slow down", { status: 429 });
  }
  return new Response("invited");
}

export async function feedback(ip: string) {
  try {
    await rateLimiter.consume(ip); // expect: no-ignored-limit-result/swallowed error
  } catch (error) {
    console.error(error);
  }
  return new Response("thanks");
}

export function probe(ip: string) {
  return rateLimiter.consume(ip); // ok: no-ignored-limit-result — the caller waits for it
}

export async function notify(ip: string, send: () => Promise<void>) {
  try {
    await rateLimiter.consume(ip); // ok: no-ignored-limit-result — the refusal leaves the rest of the block out
    await send();
  } catch (error) {
    console.error(error);
  }
}
