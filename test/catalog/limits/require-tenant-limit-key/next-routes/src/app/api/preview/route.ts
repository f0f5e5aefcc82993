import { clientIp, ratelimit } from "../../../lib/limits";
import { getSession } from "../../../lib/session";

export async function POST(request: Request) {
  const session = await getSession(request);
  if (!session) {
    const { success } = await ratelimit(5).limit(clientIp(request)); // ok: require-tenant-limit-key — only for strangers
    if (!success) return new Response("Sign in to go on.", { status: 429 });
  }
  return Response.json({ by: session?.user ?? "stranger" });
}
