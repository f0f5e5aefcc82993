import { admin } from "./admin";

export function supabaseForSite(siteId: string) {
  return {
    // ok: no-naked-admin-client — this is the factory
    from: (table: "leads" | "visits") => admin.from(table).select("*").eq("site_id", siteId),
    count: () => admin.from("leads").select("id", { count: "exact", head: true }).eq("site_id", siteId),
  };
}
