import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";
import { saveEvent, saveLabelled, saveThread } from "../../../lib/threads";

async function handler(request: Request) {
  const { threadId, jobId } = await request.json();
  await saveThread(threadId, jobId);
  await saveLabelled(threadId, jobId);
  await saveEvent(threadId, jobId);
  return new Response("ok");
}

export const POST = verifySignatureAppRouter(handler);
