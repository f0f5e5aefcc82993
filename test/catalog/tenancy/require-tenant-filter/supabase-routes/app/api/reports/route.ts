import { NextResponse, type NextRequest } from "next/server";
import { adminClient } from "../../../lib/admin.ts";
import { requireMember } from "../../../lib/session.ts";

export async function GET(request: NextRequest) {
  const { tenantId } = await requireMember();
  const admin = adminClient();
  // expect: require-tenant-filter/everyTenant error
  const { data: drafts } = await admin.from("invoices").select("id").eq("status", "draft");

  const { data: invoices } = await admin.from("invoices").select("id").eq("tenant_id", tenantId);
  const ids = (invoices ?? []).map(invoice => invoice.id);
  // ok: require-tenant-filter — the ids come from the tenant's own rows
  const { data: lines } = await admin.from("invoice_lines").select("amount_cents").in("invoice_id", ids);

  // ok: require-tenant-filter — the condition on the embedded table restricts its parent
  const { data: joined } = await admin.from("invoice_lines").select("*, invoices!inner(tenant_id)").eq("invoices.tenant_id", tenantId);
  // expect: require-tenant-filter/everyTenant error
  const { data: outer } = await admin.from("invoice_lines").select("*, invoices(tenant_id)").eq("invoices.tenant_id", tenantId);

  const token = request.nextUrl.searchParams.get("token");
  // ok: require-tenant-filter — whoever knows the token may read the row
  const { data: shared } = await admin.from("invoices").select("id").eq("share_token", token).maybeSingle();

  let query = admin.from("invoices").select("id").order("id");
  query = query.eq("tenant_id", tenantId);
  // ok: require-tenant-filter — the condition is added in a later statement
  const { data: later } = await query;
  return NextResponse.json({ drafts, lines, joined, outer, shared, later });
}

export async function POST(request: NextRequest) {
  const { tenantId } = await requireMember();
  const { kind } = await request.json();
  const admin = adminClient();
  // ok: require-tenant-filter — the tenant's notices and those of nobody
  const { data } = await admin.from("notices").select("*").or(`tenant_id.is.null,tenant_id.eq.${tenantId}`);
  let query = admin.from("invoices").select("id");
  // ok: require-tenant-filter — in some branches the condition is there; what the others mean is not known
  if (kind !== "all") query = query.eq("tenant_id", tenantId);
  return NextResponse.json({ data, invoices: (await query).data });
}
