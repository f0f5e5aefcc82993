import { Queue } from "bullmq";

const mails = new Queue("mails");

export async function enqueue(userId: string, orderId: string) {
  // ok: require-tenant-quota — a shop of one owner: customers are no tenants
  await mails.add("receipt", { userId, orderId });
}
