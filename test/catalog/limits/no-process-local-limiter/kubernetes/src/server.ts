import express from "express";
import { rateLimit } from "express-rate-limit";
import { RedisStore } from "rate-limit-redis";
import { client } from "./redis";

const app = express();
const byDefault = rateLimit({ windowMs: 60_000, limit: 20 }); // expect: no-process-local-limiter/severalProcesses error
// ok: no-process-local-limiter — the processes share the store
const shared = rateLimit({ windowMs: 60_000, limit: 20, store: new RedisStore({ sendCommand: (...args: string[]) => client.sendCommand(args) }) });
const options = { windowMs: 60_000, ...client.limits };
const unknown = rateLimit(options); // ok: no-process-local-limiter — a store may be among the options

app.use(byDefault, shared, unknown);
