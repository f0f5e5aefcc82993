import { adminClient } from "./admin.ts";

interface ExportRow {
  id: string;
  site_id: string;
}

export async function runExports() {
  const { data } = await adminClient.rpc("claim_exports", { batch: 50 });
  const rows: ExportRow[] = data ?? [];
  for (const row of rows) {
    await adminClient.from("exports").insert({ site_id: row.site_id, state: "started" });
    // ok: require-tenant-filter — id and site come from one row
    await adminClient.from("exports").update({ state: "done" }).eq("id", row.id);
  }
  await finish(rows.map(row => row.id));
}

async function finish(ids: string[], siteId: string) {
  // expect: require-tenant-filter/serverIds advice
  await adminClient.from("exports").update({ state: "archived" }).eq("site_id", siteId).in("id", ids);
}

export async function listExports(siteId: string) {
  return adminClient.from("exports").select("*").eq("site_id", siteId);
}

export async function dropExports(siteId: string) {
  return adminClient.from("exports").delete().eq("site_id", siteId);
}
