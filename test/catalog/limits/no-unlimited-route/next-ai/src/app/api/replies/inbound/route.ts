import { createHmac, timingSafeEqual } from "node:crypto";
import { openai } from "@ai-sdk/openai";
import { generateText } from "ai";

// ok: no-unlimited-route — the sender proves itself with a signature
export async function POST(request: Request) {
  const body = await request.text();
  const expected = createHmac("sha256", process.env.INBOUND_SECRET!).update(body).digest();
  const given = Buffer.from(request.headers.get("x-signature") ?? "", "hex");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return new Response(null, { status: 401 });
  const { text } = await generateText({ model: openai("gpt-4o-mini"), prompt: body });
  return Response.json({ text });
}
