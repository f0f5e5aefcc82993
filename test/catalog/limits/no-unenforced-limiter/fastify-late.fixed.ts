import fastify from "fastify";
import rateLimit from "@fastify/rate-limit";

export async function build() {
  const app = fastify();
  await app.register(rateLimit, { max: 100 });
  app.get("/reports", async () => []);
  // expect: no-unenforced-limiter/late error
  return app;
}

export async function buildInOrder() {
  const app = fastify();
  app.get("/health", async () => "ok");
  await app.register(rateLimit, { max: 100 }); // ok: no-unenforced-limiter — the routes that need it come later
  app.get("/reports", async () => []);
  return app;
}
