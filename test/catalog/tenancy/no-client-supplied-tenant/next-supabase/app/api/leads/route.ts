import { admin } from "../../../lib/admin";
import { currentUser } from "../../../lib/session";
import { siteForMember } from "../../../lib/members";

export async function GET(request: Request) {
  const user = await currentUser();
  if (!user) return new Response("Sign in", { status: 401 });
  const siteId = new URL(request.url).searchParams.get("siteId");
  // expect: no-client-supplied-tenant/namedByCaller error
  const { data } = await admin.from("leads").select("id, email").eq("site_id", siteId);
  return Response.json(data);
}

export async function POST(request: Request) {
  const user = await currentUser();
  if (!user) return new Response("Sign in", { status: 401 });
  const body = await request.json();
  // expect: no-client-supplied-tenant/namedByCaller error
  await admin.from("leads").insert({ site_id: body.siteId, email: body.email });
  return Response.json({ ok: true });
}

export async function PUT(request: Request) {
  const user = await currentUser();
  const body = await request.json();
  const site = await siteForMember(body.siteId, user!.id);
  if (!site) return new Response("Not yours", { status: 403 });
  // ok: no-client-supplied-tenant — the membership was looked up by the function before
  await admin.from("leads").update({ email: body.email }).eq("id", body.id).eq("site_id", body.siteId);
  return Response.json({ ok: true });
}

export async function DELETE(request: Request) {
  const user = await currentUser();
  const body = await request.json();
  if (user!.app_metadata.site_id !== body.siteId) return new Response("Not yours", { status: 403 });
  // ok: no-client-supplied-tenant — compared with the tenant of the session
  await admin.from("leads").delete().eq("id", body.id).eq("site_id", body.siteId);
  return Response.json({ ok: true });
}
