import { createClient } from "@supabase/supabase-js";

const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_SERVICE_ROLE_KEY!);

export async function leadFor(email: string, name: string) {
  const { data: existing } = await supabase.from("leads").select("id").eq("email", email).maybeSingle();
  if (existing) return existing;
  const { data } = await supabase
    .from("leads") // expect: require-upsert/lookedThenInserted [warning]
    .insert({ email, name })
    .select()
    .single();
  return data;
}

export async function accountFor(email: string, name: string) {
  const { data: existing } = await supabase.from("accounts").select("id").eq("email", email).maybeSingle();
  if (!existing) {
    await supabase.from("accounts").insert({ email, name }); // expect: require-upsert/violationUncaught [advice]
  }
}

// The primary key is made anew for every row, so nothing is ever met.
export async function mergeLead(email: string, name: string) {
  await supabase.from("leads").upsert({ email, name }); // expect: require-upsert/unkeyedUpsert [error]
}

export async function mergeAccount(email: string, name: string) {
  await supabase.from("accounts").upsert({ email, name }); // expect: require-upsert/unmergedUpsert [warning]
}

export async function mergeAccountByEmail(email: string, name: string) {
  await supabase.from("accounts").upsert({ email, name }, { onConflict: "email" }); // ok: require-upsert — the key is named
}

export async function mergeKnownLead(id: string, email: string) {
  await supabase.from("leads").upsert({ id, email }); // ok: require-upsert — the primary key is given
}

export async function mergeSettings(site_id: string, theme: string) {
  await supabase.from("settings").upsert({ site_id, theme }); // ok: require-upsert — the primary key is given
}

// The status that is left out has the same default in both rows, so the key refuses the second.
export async function invite(org_id: string, email: string) {
  const { data: open } = await supabase
    .from("invitations")
    .select("id")
    .eq("org_id", org_id)
    .eq("email", email)
    .eq("status", "pending")
    .maybeSingle();
  if (open) return;
  await supabase.from("invitations").insert({ org_id, email }); // expect: require-upsert/violationUncaught [advice]
}
