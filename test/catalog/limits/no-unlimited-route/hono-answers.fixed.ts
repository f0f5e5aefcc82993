import { Hono } from "hono";
import { rateLimiter } from "hono-rate-limiter";
import OpenAI from "openai";

const openai = new OpenAI();
const perMinute = rateLimiter({ windowMs: 60_000, limit: 5, keyGenerator: c => c.req.header("x-account") ?? "" });

async function complete(question: string) {
  return openai.chat.completions.create({ model: "gpt-4o-mini", messages: [{ role: "user", content: question }] });
}

const app = new Hono();
app.use("/drafts/*", perMinute);
app.post("/answers", perMinute, async c => c.json(await complete(await c.req.text())));
app.post("/drafts/reply", async c => c.json(await complete(await c.req.text()))); // ok: no-unlimited-route — below `/drafts`
app.post("/previews", perMinute, async c => c.json(await complete(await c.req.text()))); // expect: no-unlimited-route/bypassedResource warning

export default app;
