import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

// ok: no-unlimited-route — the scheduler brings a secret
export async function GET(request: Request) {
  if (request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}`)
    return new Response(null, { status: 401 });
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt: "Digest of yesterday" });
  return Response.json({ text });
}
