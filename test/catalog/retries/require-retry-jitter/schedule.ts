import { Queue } from "bullmq";

import { db } from "./db";

interface Row {
  id: string;
  retry_count: number;
}

export function nextRetryDelaySeconds(retryCount: number): number {
  const fiveMinutes = 5 * 60;
  return Math.min(fiveMinutes * 2 ** retryCount, 86_400); // expect: require-retry-jitter/clients warning
}

export async function reschedule(rows: Row[]): Promise<void> {
  for (const row of rows) {
    if (row.retry_count >= 7) continue;
    const delay = nextRetryDelaySeconds(row.retry_count);
    await db.from("jobs").update({ next_retry_at: new Date(Date.now() + delay * 1000).toISOString() }).eq("id", row.id);
  }
}

export async function rescheduleAt(row: Row): Promise<void> {
  if (row.retry_count >= 5) return;
  const next = new Date(Date.now() + Math.min(60_000 * 2 ** row.retry_count, 3_600_000)); // expect: require-retry-jitter/rows warning
  await db.from("jobs").update({ next_retry_at: next.toISOString() }).eq("id", row.id);
}

export async function rescheduleSpread(row: Row): Promise<void> {
  if (row.retry_count >= 5) return;
  const delay = Math.min(60_000 * 2 ** row.retry_count, 3_600_000);
  // ok: require-retry-jitter — between 80 % and 120 %
  const next = new Date(Date.now() + delay * (0.8 + Math.random() * 0.4));
  await db.from("jobs").update({ next_retry_at: next.toISOString() }).eq("id", row.id);
}

const mails = new Queue("mails");

export async function enqueue(id: string): Promise<void> {
  // expect: require-retry-jitter/tasks warning
  await mails.add("welcome", { id }, { attempts: 5, backoff: { type: "exponential", delay: 1000 } });
  // ok: require-retry-jitter — the queue's own jitter
  await mails.add("digest", { id }, { attempts: 5, backoff: { type: "exponential", delay: 1000, jitter: 0.5 } });
}
