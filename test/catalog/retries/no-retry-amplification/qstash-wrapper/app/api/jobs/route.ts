import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";
import pRetry from "p-retry";
import { WebClient } from "@slack/web-api";

const slack = new WebClient(process.env.SLACK_TOKEN);

async function handler(request: Request): Promise<Response> {
  const { channel, text } = await request.json();
  // expect: no-retry-amplification/multiplied
  await pRetry(() => slack.chat.postMessage({ channel, text }), { retries: 2 });
  return Response.json({ ok: true });
}

export const POST = verifySignatureAppRouter(handler);
