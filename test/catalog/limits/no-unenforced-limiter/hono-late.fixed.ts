import { Hono } from "hono";
import { rateLimiter } from "hono-rate-limiter";

const app = new Hono();
const limiter = rateLimiter({ windowMs: 60_000, limit: 30, keyGenerator: c => c.req.header("cf-connecting-ip") ?? "" });

app.use(limiter); // expect: no-unenforced-limiter/late error
app.post("/generate", c => c.json({ ok: true }));

export default app;
