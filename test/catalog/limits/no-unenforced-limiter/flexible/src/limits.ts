import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { redis } from "./redis";

export const limiters = { // ok: no-unenforced-limiter — the middleware consumes from one of them
  login: new RateLimiterRedis({ storeClient: redis, points: 5, duration: 900 }),
  api: new RateLimiterRedis({ storeClient: redis, points: 100, duration: 60 }),
};

export const smsLimiter = new RateLimiterMemory({ points: 3, duration: 3600 }); // expect: no-unenforced-limiter/neverUsed error
