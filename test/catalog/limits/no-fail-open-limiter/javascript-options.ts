import rateLimitPlugin from "@fastify/rate-limit";
import { rateLimit } from "express-rate-limit";
import Fastify from "fastify";
import { client, store } from "./redis";

export const open = rateLimit({ limit: 5, store, passOnStoreError: true }); // expect: no-fail-open-limiter/optionOpens warning
export const closed = rateLimit({ limit: 5, store, passOnStoreError: false }); // ok: no-fail-open-limiter — a failure is an error

const app = Fastify();
await app.register(rateLimitPlugin, { redis: client, skipOnError: true }); // expect: no-fail-open-limiter/optionOpens warning
// Fails open: this server only lists public items.
await app.register(rateLimitPlugin, { redis: client, skipOnError: true }); // ok: no-fail-open-limiter — decided above
