import { admin } from "../lib/admin";

export async function POST(request: Request) {
  if (request.headers.get("authorization") !== `Bearer ${process.env.CRON_SECRET}`) return new Response(null, { status: 401 });
  // ok: no-naked-admin-client — a cron job over all tenants
  await admin.from("visits").delete().lt("created_at", new Date(Date.now() - 90 * 86_400_000).toISOString());
  return new Response(null, { status: 204 });
}
