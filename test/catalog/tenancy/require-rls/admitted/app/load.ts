import { createClient } from "@supabase/supabase-js";

const browser = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL!, process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY!);

export async function loadAll() {
  const invoices = await browser.from("invoices").select("id");
  const messages = await browser.from("messages").select("id");
  const files = await browser.from("files").select("id");
  return [invoices.data, messages.data, files.data];
}
