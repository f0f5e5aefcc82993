import fastify from "fastify";
import rateLimit from "@fastify/rate-limit";
import { reports } from "./reports";

export async function buildServer() {
  const app = fastify({ logger: true });
  await app.register(rateLimit, { max: 100, timeWindow: "1 minute" }); // ok: no-unenforced-limiter — awaited before the routes
  app.get("/reports", async () => ({ reports: [] }));
  return app;
}

export function buildWithPlugins() {
  const app = fastify();
  app.register(rateLimit, { max: 100, timeWindow: "1 minute" }); // ok: no-unenforced-limiter — plugins load in order, the routes are in the next one
  app.register(reports);
  return app;
}
