import { admin, requireSite } from "../../../lib/clients.ts";

export async function GET() {
  const { siteId } = await requireSite();
  // ok: require-tenant-filter — the body compares the column with the argument
  const stats = await admin.rpc("call_stats", { p_site_id: siteId });
  // expect: require-tenant-filter/everyTenant error
  const minutes = await admin.rpc("call_minutes", { p_site_id: siteId });
  // ok: require-tenant-filter — the last migration counts, and it filters
  const list = await admin.rpc("call_list", { p_site_id: siteId, p_status: "done" });
  // ok: require-tenant-filter — a filter behind the call restricts the rows that it gives back
  const every = await admin.rpc("every_call").eq("site_id", siteId);
  // expect: require-tenant-filter/everyTenant error
  const all = await admin.rpc("every_call").eq("status", "done");
  return Response.json({ stats, minutes, list, every, all });
}
