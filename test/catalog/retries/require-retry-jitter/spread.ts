import { Queue } from "bullmq";
import pRetry from "p-retry";

const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

export function delayFor(attempt: number, serverError: boolean): number {
  if (serverError) return Math.min(5000 * 2 ** attempt, 80_000); // expect: require-retry-jitter/clients warning
  return Math.min(1000 * 2 ** attempt, 10_000);
}

export async function load(url: string): Promise<Response> {
  for (let attempt = 0; attempt < 5; attempt++) {
    const response = await fetch(url);
    if (response.ok) return response;
    await sleep(delayFor(attempt, response.status >= 500));
  }
  throw new Error("no answer");
}

export async function consume(batch: { messages: { attempts: number; retry(options: object): void; body: string }[] }) {
  for (const message of batch.messages) {
    try {
      await fetch("https://erp.example.com", { method: "POST", body: message.body });
    } catch {
      message.retry({ delaySeconds: Math.min(30 * 2 ** message.attempts, 3600) }); // expect: require-retry-jitter/tasks warning
    }
  }
}

const mails = new Queue("mails");

export const enqueue = (id: string) =>
  // expect: require-retry-jitter/tasks warning
  mails.add("welcome", { id }, { attempts: 5, backoff: { type: "exponential", delay: 1000 } });

export const loadRates = () =>
  pRetry(() => fetch("https://rates.example.com"), { retries: 4 }); // expect: require-retry-jitter/clients warning
