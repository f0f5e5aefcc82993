import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { requireUser } from "../../../lib/session";

export async function POST(request: Request) { // expect: no-unlimited-route/unlimitedKind warning
  await requireUser(request);
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt: await request.text() });
  return Response.json({ tags: text.split(",") });
}

// ok: no-unlimited-route — makes no such call
export async function GET(request: Request) {
  const user = await requireUser(request);
  return Response.json({ user: user.id, tags: [] });
}
