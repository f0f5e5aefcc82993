import { compare } from "bcryptjs";
import { clientIp, ratelimit } from "../../../lib/limits";
import { accounts } from "../../../lib/accounts";

export async function POST(request: Request) {
  const { success } = await ratelimit(5).limit(`login:${clientIp(request)}`); // ok: require-tenant-limit-key — failures are counted by account
  if (!success) return new Response("Later.", { status: 429 });
  const { email, password } = await request.json();
  const account = await accounts.find(email);
  if (!account || account.lockedUntil > Date.now()) return new Response(null, { status: 401 });
  if (await compare(password, account.hash)) return new Response(null, { status: 204 });
  await accounts.raiseFailedAttempts(email);
  return new Response(null, { status: 401 });
}
