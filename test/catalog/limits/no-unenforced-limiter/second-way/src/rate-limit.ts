const hits = new Map<string, number>();

export function checkRateLimit(key: string, limit: number): { allowed: boolean } { // ok: no-unenforced-limiter — the handler calls it
  const count = (hits.get(key) ?? 0) + 1;
  hits.set(key, count);
  return { allowed: count <= limit };
}

/** The same as a wrapper. */
export function withRateLimit(key: string, limit: number): Response | undefined { // ok: no-unenforced-limiter — a second way to a limiter that is in use
  return checkRateLimit(key, limit).allowed ? undefined : new Response(null, { status: 429 });
}
