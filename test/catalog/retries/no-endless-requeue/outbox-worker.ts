import { PrismaClient, DeliveryStatus } from "@prisma/client";
import { deliver } from "./deliver";

const prisma = new PrismaClient();

export async function runOutbox() {
  const rows = await prisma.outbox.findMany({ where: { status: "PENDING" }, take: 20, orderBy: { createdAt: "asc" } });
  for (const row of rows) {
    await prisma.outbox.update({ where: { id: row.id }, data: { status: "SENDING" } });
    try {
      await deliver(row.payload);
      await prisma.outbox.update({ where: { id: row.id }, data: { status: "SENT" } });
    } catch (error) {
      await prisma.outbox.update({
        where: { id: row.id },
        // expect: no-endless-requeue/putBack error
        data: { status: "PENDING", lastError: String(error) },
      });
    }
  }
}

export async function runCounted() {
  const rows = await prisma.mailing.findMany({ where: { status: "PENDING", attempts: { lt: 8 } }, take: 20 });
  for (const row of rows) {
    try {
      await deliver(row.payload);
      await prisma.mailing.update({ where: { id: row.id }, data: { status: "SENT" } });
    } catch (error) {
      await prisma.mailing.update({
        where: { id: row.id },
        // ok: no-endless-requeue — the attempt is counted and the query leaves out those with eight
        data: { status: "PENDING", lastError: String(error), attempts: { increment: 1 } },
      });
    }
  }
}

export async function runUntilOld() {
  const rows = await prisma.digest.findMany({ where: { status: DeliveryStatus.PENDING }, take: 20 });
  for (const row of rows) {
    try {
      await deliver(row.payload);
    } catch (error) {
      const tooOld = Date.now() - row.createdAt.getTime() > 86_400_000;
      if (tooOld) await prisma.digest.update({ where: { id: row.id }, data: { status: DeliveryStatus.FAILED } });
      // ok: no-endless-requeue — after a day the row is given up
      else await prisma.digest.update({ where: { id: row.id }, data: { status: DeliveryStatus.PENDING } });
    }
  }
}

export async function runOnce(id: string) {
  await prisma.refund.update({ where: { id }, data: { status: "PROCESSING" } });
  try {
    await deliver({ id });
  } catch (error) {
    // ok: no-endless-requeue — it throws on, so that who delivered the work decides how often it comes
    await prisma.refund.update({ where: { id }, data: { status: "PENDING" } });
    throw error;
  }
}

export async function releaseForRetry(id: string) {
  await prisma.reminder.updateMany({
    where: { id, status: "EXECUTING" },
    // expect: no-endless-requeue/putBack warning
    data: { status: "PENDING", scheduledFor: new Date(Date.now() + 300_000) },
  });
}
