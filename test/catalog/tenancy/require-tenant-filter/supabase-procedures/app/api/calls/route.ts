import { admin, requireSite, userClient } from "../../../lib/clients.ts";

export async function POST(request: Request) {
  const { siteId } = await requireSite();
  const body = await request.json();
  // expect: require-tenant-filter/chosenByCaller error
  await admin.rpc("close_call", { p_call_id: body.callId });
  // ok: require-tenant-filter — the body asks `auth.uid()`
  await admin.rpc("close_own_call", { p_call_id: body.callId });
  // ok: require-tenant-filter — the body leaves the question to another function
  await admin.rpc("archive_call", { p_call_id: body.callId });
  // ok: require-tenant-filter — dynamic SQL: the body is not wholly known
  await admin.rpc("touch_calls", { p_table: body.table });
  // ok: require-tenant-filter — no migration creates it
  await admin.rpc("unheard_of", { p_call_id: body.callId });
  return Response.json({ siteId });
}

export async function PATCH(request: Request) {
  const { siteId } = await requireSite();
  const supabase = await userClient();
  const body = await request.json();
  // expect: require-tenant-filter/chosenByCaller error
  await supabase.rpc("close_call", { p_call_id: body.callId });
  // ok: require-tenant-filter — SECURITY INVOKER: the user's row-level security holds inside
  await supabase.rpc("rename_status", { p_call_id: body.callId });
  return Response.json({ siteId });
}

export async function PUT(request: Request) {
  const { siteId } = await requireSite();
  const body = await request.json();
  // expect: require-tenant-filter/chosenByCaller error
  await admin.rpc("rename_status", { p_call_id: body.callId });
  return Response.json({ siteId });
}
