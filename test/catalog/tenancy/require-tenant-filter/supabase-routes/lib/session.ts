import { adminClient } from "./admin.ts";
import { userClient } from "./server.ts";

export async function requireMember(): Promise<{ userId: string; tenantId: string }> {
  const supabase = await userClient();
  const { data } = await supabase.auth.getUser();
  if (!data.user) throw new Error("Not signed in");
  const { data: member } = await supabase.from("tenant_members").select("tenant_id").eq("user_id", data.user.id).single();
  if (!member) throw new Error("No tenant");
  return { userId: data.user.id, tenantId: member.tenant_id };
}

export async function ensureInvoiceAccess(invoiceId: string, tenantId: string): Promise<void> {
  const { data } = await adminClient().from("invoices").select("id").eq("id", invoiceId).eq("tenant_id", tenantId).maybeSingle();
  if (!data) throw new Error("Invoice not found");
}
