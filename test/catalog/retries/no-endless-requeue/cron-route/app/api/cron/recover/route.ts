import { createClient } from "@supabase/supabase-js";
import { Client } from "@upstash/qstash";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SERVICE_KEY!);
const qstash = new Client({ token: process.env.QSTASH_TOKEN! });

export async function GET() {
  const { data: rows } = await admin.rpc("claim_parked_events", { p_limit: 50 });
  const failed: { id: string; reason: string }[] = [];
  for (const row of rows ?? []) {
    try {
      await qstash.publishJSON({ url: process.env.WORKER_URL!, body: row.payload, retries: 3 });
      await admin.from("parked_events").update({ status: "RECOVERED" }).eq("id", row.id);
    } catch (error) {
      failed.push({ id: row.id, reason: String(error) });
    }
  }
  for (const { id, reason } of failed) {
    // expect: no-endless-requeue/putBack error
    await admin.from("parked_events").update({ status: "PENDING", error_reason: reason }).eq("id", id);
    // ok: no-endless-requeue — the claim of this table counts every run
    await admin.from("counted_events").update({ status: "PENDING", error_reason: reason }).eq("id", id);
  }
  return Response.json({ failed: failed.length });
}
