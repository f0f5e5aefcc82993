import { admin, requireTeam } from "../../../lib/clients.ts";
import { requireMembership } from "../../../lib/membership.ts";

export async function PUT(request: Request) {
  const { teamId } = await requireTeam();
  const body = await request.json();
  // expect: require-tenant-filter/movesRow error
  await admin.from("orders").update({ status: "moved", team_id: body.teamId }).eq("id", body.id).eq("team_id", teamId);
  // ok: require-tenant-filter — the row stays where it is
  await admin.from("orders").update({ status: "kept", team_id: teamId }).eq("id", body.id).eq("team_id", teamId);
  return Response.json({});
}

export async function PATCH(request: Request) {
  const { teamId, userId } = await requireTeam();
  const body = await request.json();
  await requireMembership(userId, body.targetTeamId);
  // ok: require-tenant-filter — the person was shown to belong to the other team
  await admin.from("orders").update({ team_id: body.targetTeamId }).eq("id", body.id).eq("team_id", teamId);
  return Response.json({});
}
