const windows = new Map<string, number>();

export function take(key: string, windowMs: number): { allowed: boolean; retryAfter: number } {
  const until = windows.get(key) ?? 0;
  if (Date.now() < until) return { allowed: false, retryAfter: Math.ceil((until - Date.now()) / 1000) };
  windows.set(key, Date.now() + windowMs);
  return { allowed: true, retryAfter: 0 };
}
