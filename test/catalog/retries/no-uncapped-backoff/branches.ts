import { addMinutes } from "date-fns";
import { prisma } from "./prisma";

const MAX_DELAY = 30_000;
const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

interface Job {
  id: string;
  attempts: number;
  maxAttempts: number;
}

export async function poll(next: () => Promise<boolean>): Promise<void> {
  let delay = 250;
  for (;;) {
    if (await next()) continue;
    await sleep(delay);
    if (delay < MAX_DELAY) delay *= 2; // ok: no-uncapped-backoff — grows only while it is short
  }
}

export async function stepwise(send: () => Promise<boolean>): Promise<void> {
  for (let attempt = 0; ; attempt++) {
    if (await send()) return;
    let delay: number;
    if (attempt < 6) {
      delay = 1000 * 2 ** attempt; // ok: no-uncapped-backoff — only the first six
    } else {
      delay = MAX_DELAY;
    }
    await sleep(delay);
  }
}

export async function reschedule(job: Job, error: Error): Promise<void> {
  const retryable = job.attempts + 1 < job.maxAttempts;
  const retryAt = new Date(Date.now() + 60_000 * Math.pow(2, job.attempts)); // expect: no-uncapped-backoff/limited advice
  await prisma.job.update({
    where: { id: job.id },
    data: { status: retryable ? "QUEUED" : "FAILED", error: error.message, runAt: retryable ? retryAt : undefined },
  });
}

export async function snooze(row: { tries: number }): Promise<Date> {
  // expect: no-uncapped-backoff/unlimited warning
  return addMinutes(new Date(), 5 * 2 ** row.tries);
}

export async function lockOut(user: { failedAttempts: number }): Promise<void> {
  const lockedUntil = new Date(Date.now() + 1000 * 2 ** user.failedAttempts); // ok: no-uncapped-backoff — a lock-out, not a retry
  await prisma.user.update({ data: { lockedUntil } });
}

export async function fetchPatiently(url: string, retries = 10, pause = 1000): Promise<Response> {
  for (let i = 0; i < retries; i++) {
    const response = await fetch(url);
    if (response.ok) return response;
    if (response.status === 429 || response.status >= 500) {
      const delay = pause + Math.pow(i, 2) * 50; // expect: no-uncapped-backoff/bounded advice
      await new Promise(resolve => setTimeout(resolve, delay));
      continue;
    }
    throw new Error(`answer ${response.status}`);
  }
  throw new Error("gave up");
}
