import fastifyRateLimit from "@fastify/rate-limit";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";
import Fastify from "fastify";
import { rateLimiter } from "hono-rate-limiter";
import { RateLimiterMemory, RateLimiterRedis } from "rate-limiter-flexible";
import { client } from "./redis";

const server = Fastify();
await server.register(fastifyRateLimit, { max: 100 }); // expect: no-process-local-limiter/severalProcesses error
await server.register(fastifyRateLimit, { max: 100, redis: client }); // ok: no-process-local-limiter — Redis

export const hono = rateLimiter({ limit: 5, keyGenerator: c => c.get("account") }); // expect: no-process-local-limiter/severalProcesses error

export const logins = new RateLimiterMemory({ points: 5, duration: 60 }); // expect: no-process-local-limiter/severalProcesses error
const insurance = new RateLimiterMemory({ points: 1, duration: 60 }); // ok: no-process-local-limiter — asked only while Redis is away
export const resets = new RateLimiterRedis({ storeClient: client, points: 5, duration: 60, insuranceLimiter: insurance });

// ok: no-process-local-limiter — the cache only blocks, the count is in Redis
export const searches = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.fixedWindow(5, "1 m"), ephemeralCache: new Map() });
