import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export async function saveThread(threadId: string, jobId: string) {
  await prisma.cleanedThread.create({ data: { threadId, job: { connect: { id: jobId } } } }); // expect: require-upsert/insertedAgain [warning]
}

export async function saveLabelled(threadId: string, jobId: string) {
  await prisma.labelledThread.create({ data: { threadId, jobId } }); // ok: require-upsert — a key refuses the second
}

export async function saveEvent(threadId: string, jobId: string) {
  await prisma.threadEvent.create({ data: { threadId, jobId } }); // ok: require-upsert — one line more in a journal
}

// Called by a person's page, once.
export async function saveByHand(threadId: string, jobId: string) {
  await prisma.cleanedThread.create({ data: { threadId, jobId } }); // ok: require-upsert — nothing delivers it again
}
