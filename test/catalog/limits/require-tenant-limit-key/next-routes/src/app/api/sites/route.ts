import { clientIp, ratelimit } from "../../../lib/limits";
import { requireUser } from "../../../lib/session";

export async function POST(request: Request) {
  const user = await requireUser(request);
  const { success } = await ratelimit(10).limit(`sites:${clientIp(request)}`); // expect: require-tenant-limit-key/accountByAddress warning
  if (!success) return new Response("Later.", { status: 429 });
  return Response.json({ owner: user.id });
}

export async function GET(request: Request) {
  const user = await requireUser(request);
  const { success } = await ratelimit(10).limit(`sites:${user.id}`); // ok: require-tenant-limit-key — by account
  if (!success) return new Response("Later.", { status: 429 });
  return Response.json([]);
}
