import Fastify from "fastify";
import rateLimit from "@fastify/rate-limit";

const app = Fastify({ trustProxy: true }); // ok: no-spoofable-limit-key — the limiter counts by the account
await app.register(rateLimit, { max: 20, keyGenerator: request => request.account });
