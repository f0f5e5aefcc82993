import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export async function markMailAsSending(id: string) {
  try {
    return await prisma.scheduledMail.update({ // expect: no-lost-claim/marked [error]
      where: { id, status: "PENDING" },
      data: { status: "SENDING", claimedAt: new Date() },
    });
  } catch {
    return undefined;
  }
}

export async function queuedMails(now: Date) {
  return prisma.scheduledMail.findMany({ where: { status: "PENDING", sendAt: { lte: now } } });
}

// Told to the person who waits: not a way back.
export async function openMails(userId: string) {
  return prisma.scheduledMail.count({ where: { userId, status: { in: ["PENDING", "SENDING"] } } });
}

export async function markPostAsPublishing(id: string) {
  return prisma.scheduledPost.updateMany({
    where: { id, status: "PENDING" },
    data: { status: "PUBLISHING" }, // ok: no-lost-claim — the sweep of src/sweep.ts
  });
}
