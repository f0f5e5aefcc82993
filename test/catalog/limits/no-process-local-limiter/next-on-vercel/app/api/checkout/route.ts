import { checkoutLimiter } from "../../../lib/rate-limit";

export async function POST(request: Request) {
  const { account } = await request.json();
  try {
    await checkoutLimiter.check(account, 10);
  } catch {
    return new Response("Too many requests", { status: 429 });
  }
  return Response.json({ ok: true });
}
