import { clientIp, ratelimit } from "../../../lib/limits";
import { requireUser } from "../../../lib/session";

export async function POST(request: Request) {
  const ip = clientIp(request);
  const { success } = await ratelimit(100).limit(ip); // expect: require-tenant-limit-key/accountKnownLater advice
  if (!success) return new Response("Later.", { status: 429 });
  const user = await requireUser(request);
  return Response.json({ owner: user.id });
}

export async function PUT(request: Request) {
  const ip = clientIp(request);
  const early = await ratelimit(100).limit(ip); // ok: require-tenant-limit-key — the account has a limit too
  if (!early.success) return new Response("Later.", { status: 429 });
  const user = await requireUser(request);
  const { success } = await ratelimit(10).limit(`exports:${user.id}`);
  return new Response(null, { status: success ? 202 : 429 });
}
