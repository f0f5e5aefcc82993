import { db } from "./db";

const MAX_ATTEMPTS = 8;

interface Job {
  id: string;
  attempts: number;
}

export async function failed(job: Job, error: Error): Promise<void> {
  const attempts = job.attempts + 1;
  if (attempts >= MAX_ATTEMPTS) {
    await db.jobs.update({ id: job.id, status: "failed", error: error.message });
    return;
  }
  await db.jobs.update({
    id: job.id,
    attempts,
    next_retry_at: new Date(Date.now() + 1000 * 2 ** attempts), // expect: no-uncapped-backoff/bounded advice
  });
}

export async function postponed(job: Job): Promise<void> {
  const delay = Math.min(60_000 * Math.pow(2, job.attempts), 6 * 60 * 60 * 1000);
  const nextRetryAt = new Date(Date.now() + delay).toISOString(); // ok: no-uncapped-backoff — 6 h at most
  await db.jobs.update({ id: job.id, next_retry_at: nextRetryAt });
}

export async function snoozed(job: Job, hours: number): Promise<void> {
  // ok: no-uncapped-backoff — the user says how long
  await db.jobs.update({ id: job.id, next_run_at: new Date(Date.now() + hours * 3_600_000) });
}
