import { userClient } from "../../../lib/server.ts";

export async function POST(request: Request) {
  const supabase = await userClient();
  const { data } = await supabase.auth.getUser();
  if (!data.user) return new Response("unauthorized", { status: 401 });
  const body = await request.json();
  // The function runs as its owner, so the user's row-level security does not hold in it.
  // expect: no-client-supplied-tenant/namedByCaller error
  const any = await supabase.rpc("call_stats", { p_site_id: body.siteId });
  return Response.json({ any });
}

export async function PUT(request: Request) {
  const supabase = await userClient();
  const { data } = await supabase.auth.getUser();
  if (!data.user) return new Response("unauthorized", { status: 401 });
  const body = await request.json();
  // ok: no-client-supplied-tenant — the function asks for the membership itself
  const own = await supabase.rpc("own_call_stats", { p_site_id: body.siteId });
  return Response.json({ own });
}
