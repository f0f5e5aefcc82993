import { db } from "./db";
import { deliver } from "./deliver";
import { markDelivered } from "./store";

export async function drainOutbox(): Promise<void> {
  const rows = await db.from("outbox").select("id, address, body").eq("status", "pending").limit(50);
  for (const row of rows.data ?? []) {
    await deliver(row.address, row.body); // expect: no-effect-before-record/markedAfter warning
    await markDelivered(row.id);
  }
}

export async function archiveOutbox(): Promise<void> {
  const rows = await db.from("outbox").select("id, address, body").eq("status", "delivered").limit(50);
  for (const row of rows.data ?? []) {
    // ok: no-effect-before-record — what is written leaves the choice as it is
    await deliver(row.address, row.body);
    await db.from("outbox").update({ status: "delivered" }).eq("id", row.id);
  }
}
