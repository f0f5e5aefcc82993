import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SERVICE_KEY!);

export async function retryFailed() {
  // expect: no-endless-requeue/putBack warning
  await admin.from("imports").update({ status: "pending", error: null }).eq("status", "failed");
}

export async function retryRecentlyFailed() {
  const since = new Date(Date.now() - 6 * 3_600_000).toISOString();
  // ok: no-endless-requeue — after six hours they are left alone
  await admin.from("exports").update({ status: "pending", error: null }).eq("status", "failed").gte("created_at", since);
}
