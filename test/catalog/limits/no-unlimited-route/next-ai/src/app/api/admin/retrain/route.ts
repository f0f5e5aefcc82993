import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { requireUser } from "../../../../lib/session";

// ok: no-unlimited-route — for the operator
export async function POST(request: Request) {
  await requireUser(request);
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt: await request.text() });
  return Response.json({ text });
}
