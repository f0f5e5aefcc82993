import { admin, requireTeam } from "../../../lib/clients.ts";

export async function GET(request: Request) {
  const { teamId } = await requireTeam();
  const id = new URL(request.url).searchParams.get("id");
  // ok: require-tenant-filter — the column that the generated types show
  const { data } = await admin.from("boards").select("*").eq("id", id).eq("team_id", teamId).single();
  // ok: require-tenant-filter — no column and no relation leads from it to a team
  const { data: colours } = await admin.from("colours").select("*").eq("id", id);
  return Response.json({ data, colours });
}

export async function DELETE(request: Request) {
  const { teamId } = await requireTeam();
  const { id } = await request.json();
  // expect: require-tenant-filter/chosenByCaller error
  await admin.from("boards").delete().eq("id", id);
  return Response.json({ teamId });
}

export async function PATCH(request: Request) {
  const { teamId } = await requireTeam();
  const { id, labels } = await request.json();
  // A card belongs to its board's team; labels that overlap say nothing of that.
  // expect: require-tenant-filter/chosenByCaller error
  await admin.from("cards").update({ labels: [] }).eq("id", id).overlaps("labels", labels);
  return Response.json({ teamId });
}
