import { Worker } from "bullmq";
import PgBoss from "pg-boss";
import { sendReminder, warmCache } from "./reminders";

const boss = new PgBoss(process.env.DATABASE_URL!);

boss.work("reminders", async ([job]) => {
  sendReminder(job.data.email); // expect: no-floating-guard/workNotAwaited error
});

boss.work("digests", async ([job]) => {
  warmCache(job.data.id); // ok: no-floating-guard — makes no effect that anybody misses
  sendReminder(job.data.email).catch(console.error); // ok: no-floating-guard — best effort, said so
  await sendReminder(job.data.owner);
});

export const worker = new Worker("copies", async job => {
  sendReminder(job.data.email); // ok: no-floating-guard — one attempt by default: a failure is not repeated anyway
});
