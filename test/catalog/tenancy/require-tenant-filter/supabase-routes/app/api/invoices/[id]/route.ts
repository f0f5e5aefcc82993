import { NextResponse, type NextRequest } from "next/server";
import { adminClient, tenantClient } from "../../../../lib/admin.ts";
import { userClient } from "../../../../lib/server.ts";
import { ensureInvoiceAccess, requireMember } from "../../../../lib/session.ts";

type Context = { params: { id: string } };

export async function GET(_request: NextRequest, { params }: Context) {
  const { tenantId } = await requireMember();
  const admin = adminClient();
  const { data: invoice } = await admin
    // expect: require-tenant-filter/chosenByCaller error
    .from("invoices")
    .select("*")
    .eq("id", params.id)
    .maybeSingle();
  // ok: require-tenant-filter — the tenant is in the condition
  const { data: customers } = await admin.from("customers").select("*").eq("tenant_id", tenantId);
  // ok: require-tenant-filter — a table of all tenants
  const { data: currencies } = await admin.from("currencies").select("*");
  // ok: require-tenant-filter — the tenant itself, by its own id
  const { data: tenant } = await admin.from("tenants").select("name").eq("id", tenantId).single();
  return NextResponse.json({ invoice, customers, currencies, tenant });
}

export async function DELETE(_request: NextRequest, { params }: Context) {
  const { tenantId } = await requireMember();
  await ensureInvoiceAccess(params.id, tenantId);
  // ok: require-tenant-filter — the helper above looks the same id up with the tenant and throws
  const { error } = await adminClient().from("invoices").delete().eq("id", params.id);
  return NextResponse.json({ error });
}

export async function PATCH(request: NextRequest, { params }: Context) {
  const { tenantId } = await requireMember();
  const admin = adminClient();
  // ok: require-tenant-filter — the row is compared with the tenant below
  const { data: invoice } = await admin.from("invoices").select("id, tenant_id").eq("id", params.id).single();
  if (!invoice || invoice.tenant_id !== tenantId) return NextResponse.json({}, { status: 404 });
  const { status } = await request.json();
  // ok: require-tenant-filter — the same id, compared above
  await admin.from("invoices").update({ status }).eq("id", params.id);
  return NextResponse.json({ ok: true });
}

export async function PUT(request: NextRequest, { params }: Context) {
  const { tenantId } = await requireMember();
  const supabase = await userClient();
  // ok: require-tenant-filter — a user's client, under row-level security
  const { data } = await supabase.from("invoices").select("id").eq("id", params.id).single();
  // ok: require-tenant-filter — a client that adds the tenant itself
  const { data: lines } = await tenantClient(tenantId).from("invoice_lines").select("*");
  const { lineId } = await request.json();
  // expect: require-tenant-filter/chosenByCaller error
  await adminClient().from("invoice_lines").update({ amount_cents: 0 }).eq("id", lineId);
  return NextResponse.json({ data, lines });
}
