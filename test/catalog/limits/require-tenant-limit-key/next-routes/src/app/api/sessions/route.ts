import { compare } from "bcryptjs";
import { clientIp, ratelimit } from "../../../lib/limits";
import { accounts } from "../../../lib/accounts";

export async function POST(request: Request) {
  const { success } = await ratelimit(5).limit(`login:${clientIp(request)}`); // expect: require-tenant-limit-key/credentialsByAddress warning
  if (!success) return new Response("Later.", { status: 429 });
  const { email, password } = await request.json();
  const account = await accounts.find(email);
  return new Response(null, { status: account && (await compare(password, account.hash)) ? 204 : 401 });
}
