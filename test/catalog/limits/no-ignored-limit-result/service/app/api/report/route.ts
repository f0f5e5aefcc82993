import { RateLimitService } from "@/lib/rate-limit-service";
import { rateLimiter } from "@acme/limits";

export async function GET(request: Request) {
  if (!RateLimitService.check(request.url, 10)) { // expect: no-ignored-limit-result/notAwaited error
    return new Response("Too many requests", { status: 429 });
  }
  return new Response("report");
}

export async function POST(request: Request) {
  const { allowed } = RateLimitService.check(request.url, 10) as never; // expect: no-ignored-limit-result/notAwaited error
  return new Response(String(allowed));
}

export async function PUT(request: Request) {
  await rateLimiter.check(request.url); // ok: no-ignored-limit-result — what this package does is not known
  return new Response("report");
}
