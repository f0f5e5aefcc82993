import { createClient } from "@supabase/supabase-js";

const admin = createClient(process.env.SUPABASE_URL!, process.env.SERVICE_KEY!);

export async function POST(request: Request) {
  const { id } = await request.json();
  // ok: no-endless-requeue — a person asks for it, once
  await admin.from("jobs").update({ status: "pending", error: "restarted by hand" }).eq("id", id);
  return Response.json({ ok: true });
}
