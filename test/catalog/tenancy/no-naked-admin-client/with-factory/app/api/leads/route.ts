import { admin } from "../../../lib/admin";
import { siteOfSession } from "../../../lib/session";
import { supabaseForSite } from "../../../lib/site-client";

export async function GET() {
  const siteId = await siteOfSession();
  // expect: no-naked-admin-client/factoryPassedOver warning
  const { data } = await admin.from("leads").select("id").eq("site_id", siteId);
  // ok: no-naked-admin-client — told once a function
  const { data: visits } = await admin.from("visits").select("id").eq("site_id", siteId);
  return Response.json({ data, visits });
}

export async function HEAD() {
  const siteId = await siteOfSession();
  // ok: no-naked-admin-client — through the factory
  const { count } = await supabaseForSite(siteId).count();
  return new Response(null, { headers: { "x-count": String(count) } });
}

export async function POST() {
  // ok: no-naked-admin-client — nobody's rows
  const { data } = await admin.from("plans").select("id, price");
  return Response.json(data);
}
