import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const redis = Redis.fromEnv();

export const perMinute = new Ratelimit({
  redis,
  limiter: Ratelimit.slidingWindow(10, "1 min" as never), // expect: no-invalid-limit/raises error
});

export const perHour = new Ratelimit({
  redis,
  limiter: Ratelimit.fixedWindow(100, "1 h"), // ok: no-invalid-limit — an hour
});
