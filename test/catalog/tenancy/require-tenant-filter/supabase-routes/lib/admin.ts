import { createClient, type SupabaseClient } from "@supabase/supabase-js";

let client: SupabaseClient | undefined;

/** Bypasses row-level security. */
export function adminClient(): SupabaseClient {
  if (!client) {
    const key = process.env.SUPABASE_SERVICE_ROLE_KEY!;
    client = createClient(process.env.SUPABASE_URL!, key, { auth: { persistSession: false } });
  }
  return client;
}

/** Adds the tenant to every query. */
export function tenantClient(tenantId: string) {
  const admin = adminClient();
  return {
    from: (table: string) => ({
      select: (columns: string) => admin.from(table).select(columns).eq("tenant_id", tenantId),
    }),
  };
}
