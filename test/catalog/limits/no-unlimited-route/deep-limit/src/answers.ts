import express from "express";
import OpenAI from "openai";
import { assertMayAsk } from "./limits";

const openai = new OpenAI();
export const answers = express.Router();

async function complete(question: string) {
  return openai.chat.completions.create({ model: "gpt-4o-mini", messages: [{ role: "user", content: question }] });
}

async function ask(account: string, question: string) {
  await assertMayAsk(account);
  return complete(question);
}

answers.post("/", async (request, response) => {
  await assertMayAsk(request.body.account);
  response.json(await complete(request.body.question));
});

// ok: no-unlimited-route — limited two functions further on
answers.post("/preview", async (request, response) => {
  response.json(await ask(request.body.account, request.body.question));
});
