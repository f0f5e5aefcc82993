const hits = new Map<string, { count: number; resetAt: number }>();

export function allow(key: string, max = 5, windowMs = 60_000): boolean { // expect: no-unenforced-limiter/neverUsed warning
  const now = Date.now();
  const entry = hits.get(key);
  if (!entry || now > entry.resetAt) {
    hits.set(key, { count: 1, resetAt: now + windowMs });
    return true;
  }
  if (entry.count >= max) return false;
  entry.count += 1;
  return true;
}
