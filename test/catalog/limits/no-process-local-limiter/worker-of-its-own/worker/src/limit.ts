const buckets = new Map<string, { tokens: number; at: number }>(); // ok: no-process-local-limiter — this folder has its own image, and one process

export function takeToken(tenant: string, capacity: number): boolean {
  const now = Date.now();
  const bucket = buckets.get(tenant) ?? { tokens: capacity, at: now };
  bucket.tokens = Math.min(capacity, bucket.tokens + (now - bucket.at) / 1000);
  bucket.at = now;
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  buckets.set(tenant, bucket);
  return true;
}
