import { mails } from "./queues.ts";

export async function enqueue(orderId: string): Promise<void> {
  // ok: no-dead-retry-config — the queue gives its jobs five attempts
  await mails.add("receipt", { orderId }, { backoff: { type: "fixed", delay: 5000 } });
}
