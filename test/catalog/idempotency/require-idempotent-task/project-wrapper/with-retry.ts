import pRetry, { AbortError } from "p-retry";

export function withRetry<T>(operation: () => Promise<T>): Promise<T> {
  return pRetry(operation, { retries: 4 });
}

export function withThrottleRetry<T>(operation: () => Promise<T>): Promise<T> {
  return pRetry(operation, {
    retries: 4,
    shouldRetry: error => (error as { status?: number }).status === 429,
  });
}

export function withPolicy<T>(operation: () => Promise<T>, policy: "reads" | "writes"): Promise<T> {
  return pRetry(operation, {
    retries: 4,
    onFailedAttempt: error => {
      if (policy === "writes") throw new AbortError(error.message);
    },
  });
}
