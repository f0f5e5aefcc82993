import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { generationLimiter } from "../../../lib/limits";
import { requireUser } from "../../../lib/session";

export async function POST(request: Request) {
  const user = await requireUser(request);
  const { success } = await generationLimiter.limit(user.id);
  if (!success) return new Response("Slow down.", { status: 429 });
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt: await request.text() });
  return Response.json({ text });
}
