import { db } from "./db";

export async function markDelivered(id: string): Promise<void> {
  await db.from("outbox").update({ status: "delivered", delivered_at: new Date().toISOString() }).eq("id", id);
}
