import { mails } from "./queues";

export async function returned(orderId: string) {
  // ok: require-idempotency-key — one mail for each return
  await mails.add("returned", { orderId }, { jobId: `returned-${orderId}` });
}
