/** Milliseconds, whichever form the header has. */
export function retryAfterMs(headers: Headers): number | undefined {
  const header = headers.get("retry-after");
  if (header === null) return undefined;
  const seconds = Number(header);
  if (!Number.isNaN(seconds)) return seconds * 1000;
  return new Date(header).getTime() - Date.now();
}

export function boundedRetryAfterMs(headers: Headers, maxMs: number): number {
  return Math.min(Math.max(retryAfterMs(headers) ?? 1_000, 500), maxMs);
}
