const CEILING_MS = 60_000;

/** Milliseconds before the next attempt. */
export function cappedBackoff(attempt: number): number {
  return Math.min(500 * 2 ** attempt, CEILING_MS);
}

export function exponentialBackoff(attempt: number, base = 1000): number {
  return base * 2 ** attempt; // expect: no-uncapped-backoff/bounded advice
}
