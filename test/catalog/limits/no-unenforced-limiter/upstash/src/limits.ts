import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const redis = Redis.fromEnv();

export const loginLimit = new Ratelimit({ redis, limiter: Ratelimit.slidingWindow(5, "1 m") }); // ok: no-unenforced-limiter — the login action calls limit()
export const inviteLimit = new Ratelimit({ redis, limiter: Ratelimit.fixedWindow(20, "1 h") }); // expect: no-unenforced-limiter/neverUsed error
export const exportLimit = new Ratelimit({ redis, limiter: Ratelimit.fixedWindow(3, "1 h") }); // expect: no-unenforced-limiter/neverUsed error
