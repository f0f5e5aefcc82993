import { checkRateLimit, isRateLimited } from "../../../lib/rate-limit";

export async function POST(request: Request) {
  const { email } = await request.json();
  const { success } = await checkRateLimit(`password:${email}`, 5);
  if (!success || (await isRateLimited(`login:${email}`))) return new Response(null, { status: 429 });
  return new Response(null, { status: 204 });
}
