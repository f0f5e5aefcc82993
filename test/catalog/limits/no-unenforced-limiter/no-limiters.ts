import pLimit from "p-limit";
import Bottleneck from "bottleneck";

// ok: no-unenforced-limiter — bounds how many run at once, not how many in a time
export const limit = pLimit(4);
export const scheduler = new Bottleneck({ maxConcurrent: 5 });

export function throttle<T extends unknown[]>(fn: (...args: T) => void, limit: number) {
  let last = 0;
  return (...args: T) => {
    if (Date.now() - last < limit) return;
    last = Date.now();
    fn(...args);
  };
}

export class CircuitBreaker {
  private failures = 0;
  isOpen(): boolean {
    return this.failures >= 5;
  }
  recordFailure(): void {
    this.failures += 1;
  }
}

export class ApiRateLimitError extends Error {
  constructor(readonly retryAfter: number) {
    super("Too many requests");
  }
}

export function isRateLimitError(error: unknown): error is ApiRateLimitError {
  return error instanceof ApiRateLimitError && error.retryAfter > 0;
}

export function getRateLimitHeaders(limit: number, remaining: number): Record<string, string> {
  return { "X-RateLimit-Limit": String(limit), "X-RateLimit-Remaining": String(Math.max(0, remaining)) };
}
