import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";
import { requireUser } from "../../../lib/session";

const drafts: { owner: string; createdAt: number }[] = [];

// ok: no-unlimited-route — counts by itself and answers 429
export async function POST(request: Request) {
  const user = await requireUser(request);
  const since = Date.now() - 3_600_000;
  const recent = drafts.filter(draft => draft.owner === user.id && draft.createdAt > since).length;
  if (recent >= 10) return new Response("Ten drafts an hour.", { status: 429 });
  drafts.push({ owner: user.id, createdAt: Date.now() });
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt: await request.text() });
  return Response.json({ text });
}
