import fastify from "fastify";
import rateLimit from "@fastify/rate-limit";

export async function build() {
  const app = fastify();
  await app.register(rateLimit, { max: 100, timeWindow: 60_000 }); // expect: no-invalid-limit/tooShort error
  return app;
}

export async function buildForMinutes() {
  const app = fastify();
  await app.register(rateLimit, { max: 100, timeWindow: "1 minute" }); // ok: no-invalid-limit — a text with its unit
  return app;
}
