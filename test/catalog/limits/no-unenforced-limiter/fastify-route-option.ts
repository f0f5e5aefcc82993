import fastify from "fastify";
import rateLimit from "@fastify/rate-limit";

export async function build() {
  const app = fastify();
  await app.register(rateLimit, { global: false });
  app.post("/login", { rateLimit: { max: 5 } }, async () => ({ sent: 1 })); // expect: no-unenforced-limiter/misplacedOption error
  app.post("/reset", { config: { rateLimit: { max: 5 } } }, async () => ({ sent: 1 })); // ok: no-unenforced-limiter — where the plugin reads it
  return app;
}
