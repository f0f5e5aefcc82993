import { admin, requireTeam } from "../../../lib/clients.ts";

export async function POST() {
  const { teamId } = await requireTeam();
  // ok: require-tenant-filter — each element carries the team
  await admin.from("stock_rows").insert([
    { team_id: teamId, shelf: "a", sku: "one" },
    { team_id: teamId, shelf: "a", sku: "two" },
  ]);
  // expect: require-tenant-filter/withoutTenant warning
  await admin.from("stock_rows").insert([
    { team_id: teamId, shelf: "a", sku: "three" },
    { shelf: "a", sku: "four" },
  ]);
  // ok: require-tenant-filter — every row that is made carries the team
  await admin.from("stock_rows").upsert(["five", "six"].map(sku => ({ sku, shelf: "a", team_id: teamId })));
  return Response.json({});
}
