import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

/** Sixty leads a minute from one address are a script, not a customer. */
export const leadLimiter = new Ratelimit({
  redis: Redis.fromEnv(),
  limiter: Ratelimit.slidingWindow(60, "1 m"),
  prefix: "leads",
});
