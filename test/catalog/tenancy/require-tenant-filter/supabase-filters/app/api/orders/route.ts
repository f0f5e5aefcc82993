import { admin, requireTeam, sessionClient } from "../../../lib/clients.ts";

export async function GET(request: Request) {
  const { teamId } = await requireTeam();
  const { searchParams } = new URL(request.url);
  const id = searchParams.get("id");
  // expect: require-tenant-filter/chosenByCaller error
  const either = await admin.from("orders").select("*").eq("id", id).or(`team_id.eq.${teamId},status.eq.new`);
  return Response.json({ either });
}

export async function POST(request: Request) {
  const { teamId } = await requireTeam();
  // ok: require-tenant-filter — every branch names the team
  const both = await admin
    .from("orders")
    .select("*")
    .or(`and(team_id.eq.${teamId},status.eq.new),and(team_id.eq.${teamId},status.eq.paid)`);
  // ok: require-tenant-filter — the other branch lets through what is shared on purpose
  const shared = await admin.from("orders").select("*").or(`team_id.eq.${teamId},shared_with_partners.is.true`);
  // expect: require-tenant-filter/everyTenant error
  const others = await admin.from("orders").select("*").neq("team_id", teamId);
  return Response.json({ both, shared, others });
}

export async function PUT(request: Request) {
  const { teamId } = await requireTeam();
  // expect: require-tenant-filter/everyTenant error
  const left = await admin.from("orders").update({ status: "late" }).not("team_id", "eq", teamId);
  // ok: require-tenant-filter — the session of the cookie decides, not the key
  const own = await (await sessionClient()).from("orders").select("*");
  return Response.json({ left, own });
}

export async function PATCH(request: Request) {
  const { teamId } = await requireTeam();
  const body = await request.json();
  // ok: require-tenant-filter — `match` compares the team as well
  await admin.from("orders").update({ status: "paid" }).match({ id: body.id, team_id: teamId });
  // ok: require-tenant-filter — `filter` with "eq" is a comparison
  await admin.from("orders").update({ status: "sent" }).filter("team_id", "eq", teamId).eq("id", body.id);
  // ok: require-tenant-filter — a list of one
  await admin.from("orders").delete().in("team_id", [teamId]).eq("id", body.id);
  return Response.json({});
}

export async function DELETE(request: Request) {
  const { teamId } = await requireTeam();
  const body = await request.json();
  // expect: require-tenant-filter/chosenByCaller error
  await admin.schema("archive").from("old_orders").delete().eq("id", body.id);
  return Response.json({ teamId });
}
