import { adminClient } from "./admin.ts";

export class Visits {
  static async open(siteId: string, clientVisitId: string) {
    // expect: require-tenant-filter/handedOver warning
    const { data: known } = await adminClient.from("visits").select("id").eq("site_id", siteId).eq("id", clientVisitId).maybeSingle();
    if (known) return known;
    // ok: require-tenant-filter — the row carries the site
    const { data } = await adminClient.from("visits").insert({ id: clientVisitId, site_id: siteId }).select("id").single();
    return data;
  }

  static async close(visitId: string, seconds: number, siteId: string) {
    // expect: require-tenant-filter/handedOver warning
    await adminClient.from("visits").update({ duration_sec: seconds }).eq("site_id", siteId).eq("id", visitId);
  }

  static async recent(siteId: string) {
    // ok: require-tenant-filter — the site is in the condition
    return adminClient.from("visits").select("id").eq("site_id", siteId).limit(20);
  }

  static async long(siteId: string) {
    // ok: require-tenant-filter — the site is in the condition
    return adminClient.from("visits").select("id").match({ site_id: siteId }).gt("duration_sec", 600);
  }
}
