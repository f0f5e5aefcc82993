import { admin } from "../../../lib/admin";

export async function POST(request: Request) {
  const body = await request.json();
  // ok: no-client-supplied-tenant — public intake under a public id
  await admin.from("visits").insert({ site_id: body.siteId, path: body.path });
  return new Response(null, { status: 204 });
}

export async function GET(request: Request) {
  const siteId = new URL(request.url).searchParams.get("siteId");
  // expect: no-client-supplied-tenant/namedByAnyone advice
  const { data } = await admin.from("visits").select("path").eq("site_id", siteId);
  return Response.json(data);
}
