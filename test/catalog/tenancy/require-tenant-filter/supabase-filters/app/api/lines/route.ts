import { admin, requireTeam } from "../../../lib/clients.ts";

export async function GET(request: Request) {
  const { teamId } = await requireTeam();
  const id = new URL(request.url).searchParams.get("id");
  // expect: require-tenant-filter/chosenByCaller error
  const embedded = await admin.from("order_lines").select("*, orders(status)").eq("orders.team_id", teamId).eq("id", id);
  return Response.json({ embedded });
}

export async function POST(request: Request) {
  const { teamId } = await requireTeam();
  const id = new URL(request.url).searchParams.get("id");
  // ok: require-tenant-filter — `!inner` makes the parent row depend on the embedded one
  const inner = await admin.from("order_lines").select("*, orders!inner(status)").eq("orders.team_id", teamId).eq("id", id);
  return Response.json({ inner });
}

export async function PUT(request: Request) {
  const { teamId } = await requireTeam();
  const id = new URL(request.url).searchParams.get("id");
  const branches = `team_id.eq.${teamId},team_id.is.null`;
  // expect: require-tenant-filter/chosenByCaller error
  const lines = await admin.from("order_lines").select("*, orders(id)").eq("id", id).or(branches, { referencedTable: "orders" });
  return Response.json({ lines });
}

export async function DELETE(request: Request) {
  const { teamId, userId } = await requireTeam();
  const id = new URL(request.url).searchParams.get("id");
  // ok: require-tenant-filter — the embedded rows are the person's, and without one nothing is shown
  const { data: line } = await admin.from("order_lines").select("*, picks(user_id)").eq("id", id).eq("picks.user_id", userId).single();
  if (line?.picks.length === 0) return new Response("not found", { status: 404 });
  return Response.json({ line, teamId });
}
