import { PrismaClient } from "@prisma/client";
import { deliver } from "./deliver";

const prisma = new PrismaClient();

export async function drainOutbox() {
  const rows = await prisma.outboxMessage.findMany({ where: { status: "PENDING" }, take: 20 });
  for (const row of rows) {
    const claimed = await prisma.outboxMessage.updateMany({ // expect: no-lost-claim/marked [warning]
      where: { id: row.id, status: "PENDING" },
      data: { status: "SENDING" },
    });
    if (claimed.count === 0) continue;
    await deliver(row.payload);
    await prisma.outboxMessage.update({ where: { id: row.id }, data: { status: "SENT" } });
  }
}

// Time ends this one: whoever comes later takes it over.
export async function claimReport(id: string) {
  const stale = new Date(Date.now() - 600_000);
  const won = await prisma.reportJob.updateMany({ // ok: no-lost-claim — a stale claim may be taken over
    where: { id, OR: [{ status: "QUEUED" }, { status: "RUNNING", updatedAt: { lt: stale } }] },
    data: { status: "RUNNING" },
  });
  return won.count === 1;
}

// The end of the lease is written with the claim and compared by it.
export async function claimExport(id: string, now: Date) {
  await prisma.exportJob.updateMany({
    where: { id, status: "QUEUED", lockedUntil: { lt: now } }, // ok: no-lost-claim — a lease
    data: { status: "RUNNING", lockedUntil: new Date(now.getTime() + 60_000) },
  });
}

// Mark and end of work are one transaction: a crash undoes both.
export async function runInvoiceJob(id: string) {
  await prisma.$transaction(async tx => {
    const won = await tx.invoiceJob.updateMany({
      where: { id, status: "QUEUED" },
      data: { status: "RUNNING" }, // ok: no-lost-claim — undone by the crash
    });
    if (won.count === 0) return;
    await tx.invoice.create({ data: { jobId: id } });
    await tx.invoiceJob.update({ where: { id }, data: { status: "DONE" } });
  });
}

// The work goes on whether or not the row was taken, and the queue hands it over again: the status only tells of it.
export async function runImportJob(id: string, work: () => Promise<void>) {
  await prisma.importJob
    .update({ where: { id, status: "QUEUED" }, data: { status: "RUNNING" } }) // ok: no-lost-claim — nobody asks whether it was taken
    .catch(() => null);
  await work();
  await prisma.importJob.update({ where: { id }, data: { status: "DONE" } });
}

export async function runThumbnailJob(id: string, work: () => Promise<void>) {
  // A row that is not queued any more makes it throw.
  await prisma.thumbnailJob.update({ where: { id, status: "QUEUED" }, data: { status: "RUNNING" } }); // expect: no-lost-claim/marked [warning]
  await work();
  await prisma.thumbnailJob.update({ where: { id }, data: { status: "DONE" } });
}

export async function sendStepJob(runId: string, work: () => Promise<void>) {
  const won = await prisma.stepJob.updateMany({
    where: { runId, status: "QUEUED" },
    data: { status: "RUNNING" }, // ok: no-lost-claim — given up with its run
  });
  if (won.count === 0) return;
  await work();
  await prisma.stepJob.updateMany({ where: { runId }, data: { status: "DONE" } });
}

export const giveUpStuckRuns = async (runs: { id: string }[]) => {
  for (const run of runs)
    await prisma.stepJob.updateMany({ where: { runId: run.id, status: "RUNNING" }, data: { status: "GIVEN_UP" } });
};
