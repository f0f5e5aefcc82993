import { adminClient } from "../../../lib/admin.ts";
import { requireMember } from "../../../lib/session.ts";

interface Props {
  params: Promise<{ id: string }>;
}

export default async function InvoicePage({ params }: Props) {
  const { id } = await params;
  const { tenantId } = await requireMember();
  // expect: require-tenant-filter/chosenByCaller error
  const { data: invoice } = await adminClient().from("invoices").select("status").eq("tenant_id", tenantId).eq("id", id).single();
  // ok: require-tenant-filter — the tenant is in the condition
  const { count } = await adminClient().from("invoices").select("id", { count: "exact" }).eq("tenant_id", tenantId);
  return <p>{`${invoice?.status} of ${count}`}</p>;
}
