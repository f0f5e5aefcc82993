// Containers that are no limiter.
const seen = new Map<string, number>(); // ok: no-process-local-limiter — a cache that compares nothing

export function remember(limitId: string): number {
  const at = Date.now();
  seen.set(limitId, at);
  return at;
}

const lastWarningAt: Record<string, number> = {}; // ok: no-process-local-limiter — at most one warning a minute, nothing is refused

export function warnAboutRateLimit(reason: string): void {
  const now = Date.now();
  const at = lastWarningAt[reason];
  if (at !== undefined && now - at < 60_000) return;
  lastWarningAt[reason] = now;
  console.warn(reason);
}

const backoffUntil = new Map<string, Date>(); // ok: no-process-local-limiter — how long another service asked us to wait

export function mayCall(host: string): boolean {
  const until = backoffUntil.get(host);
  return !until || until < new Date();
}
