import { clientIp, ratelimit } from "../../../lib/limits";

export async function POST(request: Request) {
  const { success } = await ratelimit(5).limit(`contact:${clientIp(request)}`); // ok: require-tenant-limit-key — a public form
  if (!success) return new Response("Later.", { status: 429 });
  return Response.json(await request.json(), { status: 201 });
}
