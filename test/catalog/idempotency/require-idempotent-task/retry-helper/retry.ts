export interface RetryOptions {
  attempts: number;
  isRetryable?: (error: unknown) => boolean;
}

export async function retry<T>(operation: () => Promise<T>, options: RetryOptions): Promise<T> {
  let lastError: unknown;
  for (let attempt = 1; attempt <= options.attempts; attempt++) {
    try {
      return await operation();
    } catch (error) {
      lastError = error;
      if (options.isRetryable && !options.isRetryable(error)) throw error;
      await new Promise(resolve => setTimeout(resolve, 200 * attempt));
    }
  }
  throw lastError;
}

export function isNetworkError(error: unknown): boolean {
  return /ECONNRESET|ETIMEDOUT|socket hang up/.test(String(error));
}

export function isRefused(error: unknown): boolean {
  return (error as { status?: number }).status === 429;
}
