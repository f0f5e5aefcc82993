import fastify from "fastify";
import rateLimit from "@fastify/rate-limit";

export async function buildServer() {
  const app = fastify({ logger: true });
  await app.register(rateLimit, { max: 100, timeWindow: "1 minute" }); // expect: no-unenforced-limiter/notAwaited error
  app.get("/reports", async () => ({ reports: [] }));
  app.post("/reports", async () => ({ queued: true }));
  return app;
}
