import { createClient } from "https://esm.sh/@supabase/supabase-js@2.45.0";

Deno.serve(async req => {
  const asUser = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_ANON_KEY")!, {
    global: { headers: { Authorization: req.headers.get("Authorization")! } },
  });
  const { data: auth } = await asUser.auth.getUser();
  if (!auth.user) return new Response("unauthorized", { status: 401 });

  const { invoiceId } = await req.json();
  const admin = createClient(Deno.env.get("SUPABASE_URL")!, Deno.env.get("SUPABASE_SERVICE_ROLE_KEY")!);
  // ok: require-tenant-filter — a user's client, under row-level security
  const { data: visible } = await asUser.from("invoices").select("id").eq("id", invoiceId).single();
  // ok: require-tenant-filter — the user's client saw the same row before
  await admin.from("invoices").update({ status: "archived" }).eq("id", visible?.id);

  const { lineId } = await req.json();
  // expect: require-tenant-filter/chosenByCaller warning
  await admin.from("invoice_lines").delete().eq("id", lineId);
  return Response.json({});
});
