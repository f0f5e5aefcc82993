import { checkRateLimit } from "./rate-limit";

export async function POST(request: Request) {
  if (!checkRateLimit(request.headers.get("x-account") ?? "", 10).allowed) return new Response(null, { status: 429 });
  return Response.json({});
}
