import { PrismaClient } from "@prisma/client";
import { fetchTranscript } from "./provider";

const prisma = new PrismaClient();

export async function storeTranscript(id: string) {
  const claim = await prisma.recording.updateMany({ // expect: no-lost-claim/stamped [warning]
    where: { id, fetchedAt: null },
    data: { fetchedAt: new Date() },
  });
  if (claim.count === 0) return;
  try {
    const transcript = await fetchTranscript(id);
    await prisma.recording.update({ where: { id }, data: { transcript } });
  } catch (error) {
    await prisma.recording.update({ where: { id }, data: { fetchedAt: null } });
    throw error;
  }
}

// The same, with a sweep.
export async function storeSummary(id: string) {
  const claim = await prisma.meeting.updateMany({
    where: { id, summarisingSince: null },
    data: { summarisingSince: new Date() }, // ok: no-lost-claim — compared with a time below
  });
  if (claim.count === 0) return;
  try {
    await fetchTranscript(id);
  } catch (error) {
    await prisma.meeting.update({ where: { id }, data: { summarisingSince: null } });
    throw error;
  }
}

export async function releaseSummaries(cutoff: Date) {
  await prisma.meeting.updateMany({
    where: { summarisingSince: { lt: cutoff }, summary: null },
    data: { summarisingSince: null },
  });
}

// A mark of what is done, not of what is in work.
export async function sendReminder(id: string) {
  const first = await prisma.reminder.updateMany({
    where: { id, sentAt: null },
    data: { sentAt: new Date() }, // ok: no-lost-claim — nothing gives it back
  });
  if (first.count === 0) return;
  await fetchTranscript(id);
}
