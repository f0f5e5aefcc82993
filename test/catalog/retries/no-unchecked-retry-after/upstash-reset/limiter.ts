import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

export const limiterFor = (requests: number) =>
  new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(requests, "1 m") });
