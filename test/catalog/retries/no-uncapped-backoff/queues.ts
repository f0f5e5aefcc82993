import { Queue, Worker } from "bullmq";

export const mail = new Queue("mail", {
  defaultJobOptions: {
    attempts: 4,
    backoff: { type: "exponential", delay: 5000 }, // expect: no-uncapped-backoff/bounded advice
  },
});

export async function enqueueExport(queue: Queue, id: string): Promise<void> {
  await queue.add("export", { id }, {
    attempts: 20,
    backoff: { type: "exponential", delay: 1000 }, // expect: no-uncapped-backoff/tooLong error
  });
  await queue.add("thumbnail", { id }, {
    attempts: 20,
    backoff: { type: "fixed", delay: 1000 }, // ok: no-uncapped-backoff — fixed
  });
}

export const worker = new Worker("sync", async job => fetch(job.data.url), {
  settings: {
    backoffStrategy: (attemptsMade: number) => Math.min(1000 * 2 ** attemptsMade, 60_000), // ok: no-uncapped-backoff — capped
  },
});

interface Message {
  attempts: number;
  retry(options: { delaySeconds: number }): void;
}

export function onMessage(message: Message): void {
  message.retry({ delaySeconds: 30 ** message.attempts }); // expect: no-uncapped-backoff/unlimited warning
}

export function onCappedMessage(message: Message): void {
  message.retry({ delaySeconds: Math.min(30 ** message.attempts, 43_200) }); // ok: no-uncapped-backoff — the platform's maximum
}
