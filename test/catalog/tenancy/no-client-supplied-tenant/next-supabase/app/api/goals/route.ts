import { admin } from "../../../lib/admin";
import { clientOfUser, currentUser } from "../../../lib/session";

export async function GET(request: Request) {
  const user = await currentUser();
  const siteId = new URL(request.url).searchParams.get("siteId");
  const { data: member } = await admin.from("site_members").select("user_id").eq("site_id", siteId).eq("user_id", user!.id).maybeSingle();
  if (!member) return new Response("Not yours", { status: 403 });
  // ok: no-client-supplied-tenant — the membership was looked up here
  const { data } = await admin.from("goals").select("id, name").eq("site_id", siteId);
  return Response.json(data);
}

export async function POST(request: Request) {
  if (request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}`) return new Response(null, { status: 401 });
  const body = await request.json();
  // ok: no-client-supplied-tenant — only the scheduler has the secret
  await admin.from("goals").insert({ site_id: body.siteId, name: body.name });
  return Response.json({ ok: true });
}

export async function DELETE(request: Request) {
  const body = await request.json();
  const asUser = clientOfUser();
  const { data: site } = await asUser.from("sites").select("id").eq("id", body.siteId).maybeSingle();
  if (!site) return new Response("Not yours", { status: 403 });
  // ok: no-client-supplied-tenant — row-level security showed the site to this user
  await admin.from("goals").delete().eq("id", body.id).eq("site_id", body.siteId);
  return new Response(null, { status: 204 });
}
