import { Queue } from "bullmq";

const mails = new Queue("mails", { connection: { host: "redis" } });
const invoices = new Queue("invoices", {
  connection: { host: "redis" },
  // expect: no-dead-retry-config/backoffWithoutAttempts warning
  defaultJobOptions: { backoff: { type: "exponential", delay: 1000 }, removeOnComplete: 100 },
});

export async function enqueue(orderId: string): Promise<void> {
  // expect: no-dead-retry-config/backoffWithoutAttempts warning
  await mails.add("receipt", { orderId }, { backoff: { type: "exponential", delay: 5000 } });
  // ok: no-dead-retry-config — three attempts
  await mails.add("receipt", { orderId }, { attempts: 3, backoff: { type: "exponential", delay: 5000 } });
  // ok: no-dead-retry-config — tried once, and nothing else is said
  await invoices.add("issue", { orderId }, { removeOnFail: 500 });
}
