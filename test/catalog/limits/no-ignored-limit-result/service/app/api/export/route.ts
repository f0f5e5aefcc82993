import { enforceRateLimit, limitOrRespond, RateLimitService } from "@/lib/rate-limit-service";

export async function GET(request: Request) {
  const key = request.headers.get("x-api-key") ?? "";
  if (key !== process.env.EXPORT_KEY) {
    await RateLimitService.checkWithMode(key, 10, 60_000, "closed"); // expect: no-ignored-limit-result/dropped error
    return new Response("Unauthorized", { status: 401 });
  }
  return new Response("rows");
}

export async function POST(request: Request) {
  await enforceRateLimit(request.url); // ok: no-ignored-limit-result — throws when the limit is reached
  await limitOrRespond(request.url); // expect: no-ignored-limit-result/dropped error
  return new Response("queued");
}

export async function PUT(request: Request) {
  const verdict = await RateLimitService.check(request.url, 5); // ok: no-ignored-limit-result — tested
  if (!verdict.allowed) return new Response("Too many requests", { status: 429 });
  const limited = await limitOrRespond(request.url); // ok: no-ignored-limit-result — given on
  if (limited) return limited;
  return new Response("queued");
}
