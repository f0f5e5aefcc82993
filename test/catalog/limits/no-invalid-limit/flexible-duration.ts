import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import Redis from "ioredis";

export const perMinute = new RateLimiterMemory({ points: 30, duration: 60_000 }); // expect: no-invalid-limit/tooLong warning

export const perDay = new RateLimiterRedis({ storeClient: new Redis(), points: 100, duration: 86_400 }); // ok: no-invalid-limit — a day in seconds

export const perTenHours = new RateLimiterMemory({ points: 30, duration: 36_000 }); // ok: no-invalid-limit — whole hours
