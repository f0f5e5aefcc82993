import fastify from "fastify";
import OpenAI from "openai";

const openai = new OpenAI();
const app = fastify();

async function complete(question: string) {
  return openai.chat.completions.create({ model: "gpt-4o-mini", messages: [{ role: "user", content: question }] });
}

app.post("/answers", { config: { rateLimit: { max: 5, timeWindow: "1 minute" } } }, async request => {
  return complete(String(request.body));
});

// ok: no-unlimited-route — limited by an option of its own
app.route({
  method: "POST",
  url: "/answers/long",
  preHandler: app.rateLimit({ max: 2 }),
  handler: async request => complete(String(request.body)),
});

app.post("/answers/preview", async request => { // expect: no-unlimited-route/bypassedResource warning
  return complete(String(request.body));
});
