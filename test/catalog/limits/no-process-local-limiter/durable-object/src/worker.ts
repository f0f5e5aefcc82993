const hits: Record<string, { count: number; resetAt: number }> = {}; // expect: no-process-local-limiter/severalProcesses warning

export function tooManyRequests(account: string): boolean {
  const now = Date.now();
  const entry = hits[account];
  if (!entry || entry.resetAt < now) {
    hits[account] = { count: 1, resetAt: now + 60_000 };
    return false;
  }
  entry.count++;
  return entry.count > 100;
}

export default {
  async fetch(request: Request): Promise<Response> {
    return new Response(null, { status: tooManyRequests(request.url) ? 429 : 200 });
  },
};
