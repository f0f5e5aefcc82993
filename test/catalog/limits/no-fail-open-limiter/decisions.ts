import { redis } from "./redis";
import { countLocally } from "./local-counts";

/** Counts in Redis. Fails open, because a login page that is down costs more than a few guesses. */
export async function checkLoginRateLimit(key: string): Promise<boolean> {
  try {
    return (await redis.incr(key)) <= 5;
  } catch {
    return true; // ok: no-fail-open-limiter — decided above
  }
}

export async function checkSignupRateLimit(key: string): Promise<boolean> {
  try {
    return (await redis.incr(key)) <= 5;
  } catch {
    return countLocally(key, 1); // ok: no-fail-open-limiter — counted in the process
  }
}

export async function checkPasswordRateLimit(key: string, mode: "open" | "closed"): Promise<boolean> {
  try {
    return (await redis.incr(key)) <= 5;
  } catch {
    if (mode === "open") return true; // ok: no-fail-open-limiter — its caller decides
    return false;
  }
}

export async function checkInviteRateLimit(key: string): Promise<boolean> {
  try {
    return (await redis.incr(key)) <= 5;
  } catch (error) {
    throw new Error("rate limit store", { cause: error }); // ok: no-fail-open-limiter — the failure goes on
  }
}
