import Fastify from "fastify";
import rateLimit from "@fastify/rate-limit";

const app = Fastify({ trustProxy: true }); // expect: no-spoofable-limit-key/everyProxy error
await app.register(rateLimit, { max: 20 });
