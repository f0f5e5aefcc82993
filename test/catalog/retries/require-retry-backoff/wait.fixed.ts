import { Queue } from "bullmq";
import { handleAll, retry, ExponentialBackoff } from "cockatiel";

const mails = new Queue("mails");

export async function enqueue(id: string): Promise<void> {
  await mails.add("welcome", { id }, { attempts: 5, backoff: { type: "exponential", delay: 1000 } }); // expect: require-retry-backoff/immediate warning
}

// expect: require-retry-backoff/immediate warning
export const policy = retry(handleAll, { maxAttempts: 4, backoff: new ExponentialBackoff() });
