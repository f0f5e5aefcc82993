import Queue from "bull";
import BeeQueue from "bee-queue";
import PgBoss from "pg-boss";

const mails = new Queue("mails");

// Bull waits (2^n − 1) · delay: 31 s before the sixth attempt.
export const sendMail = (id: string) =>
  mails.add(
    { id },
    {
      attempts: 6,
      backoff: { type: "exponential", delay: 1000 }, // expect: no-uncapped-backoff/bounded advice
    },
  );

export const sendFixed = (id: string) => mails.add({ id }, { attempts: 50, backoff: 5000 }); // ok: no-uncapped-backoff — the same every time

const thumbnails = new BeeQueue("thumbnails");

export const enqueueThumbnail = (id: string) =>
  thumbnails.createJob({ id }).retries(16).backoff("exponential", 1000).save(); // expect: no-uncapped-backoff/tooLong error

export const enqueueFixed = (id: string) =>
  thumbnails.createJob({ id }).retries(16).backoff("fixed", 1000).save(); // ok: no-uncapped-backoff — the same every time

export async function plan(boss: PgBoss, id: string): Promise<void> {
  await boss.send("settle", { id }, { retryLimit: 8, retryDelay: 30, retryBackoff: true }); // expect: no-uncapped-backoff/tooLong error
  await boss.send("remind", { id }, { retryLimit: 8, retryDelay: 30, retryBackoff: true, retryDelayMax: 900 }); // ok: no-uncapped-backoff — retryDelayMax
  await boss.send("archive", { id }, { retryLimit: 8, retryDelay: 30 }); // ok: no-uncapped-backoff — the same every time
}
