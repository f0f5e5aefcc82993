import Anthropic from "@anthropic-ai/sdk";
import express from "express";
import rateLimit from "express-rate-limit";

const anthropic = new Anthropic();
const app = express();
const perMinute = rateLimit({ windowMs: 60_000, limit: 5 });

async function draftAnswer(question: string) {
  const message = await anthropic.messages.create({
    model: "claude-3-5-haiku-latest",
    max_tokens: 400,
    messages: [{ role: "user", content: question }],
  });
  return message.content;
}

app.post("/answers", perMinute, async (request, response) => {
  response.json(await draftAnswer(request.body.question));
});

app.post("/answers/preview", async (request, response) => { // expect: no-unlimited-route/bypassedResource warning
  response.json(await draftAnswer(request.body.question));
});

app.post("/answers/feedback", async (request, response) => { // ok: no-unlimited-route — reaches no paid call
  response.json({ thanks: request.body.stars });
});
