import { createClient } from "@supabase/supabase-js";

const server = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export async function bill(siteId: string) {
  return server.from("billing_events").select("id").eq("site_id", siteId);
}
