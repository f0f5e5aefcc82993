import { setTimeout as pause } from "node:timers/promises";

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

export async function fetchWithRetry(url: string, maxRetries = 4): Promise<Response> {
  for (let attempt = 0; attempt <= maxRetries; attempt++) {
    try {
      return await fetch(url);
    } catch (error) {
      if (attempt === maxRetries) throw error;
      // expect: no-uncapped-backoff/bounded advice
      await new Promise(resolve => setTimeout(resolve, 500 * Math.pow(2, attempt)));
    }
  }
  throw new Error("unreachable");
}

export async function subscribe(open: () => Promise<void>): Promise<void> {
  let attempt = 0;
  while (true) {
    try {
      await open();
      return;
    } catch {
      attempt += 1;
      await sleep(1000 * 2 ** attempt); // expect: no-uncapped-backoff/endless error
    }
  }
}

export async function drain(next: () => Promise<boolean>): Promise<void> {
  let delay = 250;
  for (;;) {
    if (await next()) continue;
    await pause(delay);
    delay *= 2; // expect: no-uncapped-backoff/endless error
  }
}

export async function upload(send: () => Promise<Response>): Promise<Response> {
  let tries = 0;
  for (;;) {
    const response = await send();
    if (response.ok) return response;
    tries++;
    if (tries > 14) throw new Error("gave up");
    await sleep(1000 * (1 << tries)); // expect: no-uncapped-backoff/tooLong error
  }
}

export async function drainCapped(next: () => Promise<boolean>): Promise<void> {
  let delay = 250;
  for (;;) {
    if (await next()) continue;
    await pause(delay);
    delay = Math.min(delay * 2, 30_000); // ok: no-uncapped-backoff — capped where it grows
  }
}

export async function linear(send: () => Promise<Response>): Promise<void> {
  for (let attempt = 1; attempt <= 5; attempt++) {
    const response = await send();
    if (response.ok) return;
    await sleep(attempt * 2000); // ok: no-uncapped-backoff — linear, 10 s at most
  }
}

export async function staggered(jobs: (() => Promise<void>)[]): Promise<void> {
  await Promise.all(jobs.map(async (job, index) => {
    await sleep(index * 100); // ok: no-uncapped-backoff — no retry
    await job();
  }));
}

export async function fromTable(send: () => Promise<Response>): Promise<void> {
  const delays = [1000, 5000, 30_000];
  let attempt = 0;
  while (attempt < 10) {
    if ((await send()).ok) return;
    await sleep(delays[Math.min(attempt, delays.length - 1)]!); // ok: no-uncapped-backoff — table of delays
    attempt++;
  }
}
