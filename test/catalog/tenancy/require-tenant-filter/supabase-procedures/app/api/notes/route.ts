import { admin, requireSite } from "../../../lib/clients.ts";

export async function POST(request: Request) {
  const { siteId } = await requireSite();
  const body = await request.json();
  // ok: require-tenant-filter — the row that the body writes carries the tenant
  await admin.rpc("add_note", { p_site_id: siteId, p_call_id: body.callId, p_body: body.text });
  return Response.json({});
}
