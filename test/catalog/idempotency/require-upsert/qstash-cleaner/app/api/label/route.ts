import { PrismaClient } from "@prisma/client";
import { withQueue } from "../../../lib/with-queue";

const prisma = new PrismaClient();

export const POST = withQueue(async request => {
  const { threadId, jobId } = await request.json();
  await prisma.cleanedThread.create({ data: { threadId, jobId } }); // expect: require-upsert/insertedAgain [warning]
  return new Response("ok");
});
