"use server";

import { adminClient } from "../../lib/admin.ts";
import { requireMember } from "../../lib/session.ts";

export async function deactivateCustomer(customerId: string, reason: string) {
  const { tenantId, userId } = await requireMember();
  const admin = adminClient();
  // expect: require-tenant-filter/chosenByCaller error
  await admin.from("customers").delete().eq("tenant_id", tenantId).eq("id", customerId);
  // ok: require-tenant-filter — the row carries the tenant
  await admin.from("notices").insert({ tenant_id: tenantId, user_id: customerId, body: reason });
  // expect: require-tenant-filter/withoutTenant warning
  await admin.from("notices").insert({ tenant_id: tenantId, user_id: customerId, body: "Your account was closed." });
  // ok: require-tenant-filter — a row of the calling person
  await admin.from("notices").insert({ user_id: userId, body: "You closed an account." });
}

export async function announce(bodies: string[], audience: string[]) {
  const { tenantId } = await requireMember();
  const rows = audience.map((user_id, index) => ({ tenant_id: tenantId, user_id, body: bodies[index] }));
  // ok: require-tenant-filter — every row carries the tenant
  await adminClient().from("notices").insert(rows);
}
