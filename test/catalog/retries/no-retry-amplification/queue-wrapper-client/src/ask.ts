import OpenAI from "openai";

const client = new OpenAI({ apiKey: process.env.OPENAI_API_KEY });

export async function ask(text: string): Promise<string> {
  const answer = await client.chat.completions.create({ model: "gpt-5", messages: [{ role: "user", content: text }] });
  return answer.choices[0]?.message.content ?? "";
}
