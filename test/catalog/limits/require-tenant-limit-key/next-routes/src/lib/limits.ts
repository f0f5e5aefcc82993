import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

export const ratelimit = (requests: number) =>
  new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(requests, "1 m") });

export const clientIp = (request: Request) => request.headers.get("cf-connecting-ip") ?? "unknown";
