import { createClient } from "@supabase/supabase-js";

const browser = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY!);

export async function loadReports(siteId: string) {
  const { data } = await browser.from("reports").select("id").eq("site_id", siteId);
  return data ?? [];
}
