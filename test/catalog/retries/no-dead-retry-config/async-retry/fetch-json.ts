import retry from "async-retry";

interface FetchOptions {
  retries?: number;
  timeoutMs: number;
}

export function fetchJson(url: string, options: FetchOptions): Promise<unknown> {
  // expect: no-dead-retry-config/undefinedRetries error
  return retry(() => read(url, options.timeoutMs), { retries: options.retries, factor: 2 });
}

export function fetchText(url: string, { retries }: { retries?: number }): Promise<unknown> {
  // expect: no-dead-retry-config/undefinedRetries warning
  return retry(() => read(url, 1000), { retries });
}

export function fetchHead(url: string): Promise<unknown> {
  return retry(() => read(url, 1000), { retries: undefined }); // expect: no-dead-retry-config/undefinedRetries error
}

export function fetchOften(url: string, options: FetchOptions): Promise<unknown> {
  return retry(() => read(url, 1000), { retries: options.retries ?? 5 }); // ok: no-dead-retry-config — has a fallback
}

export function fetchWith(url: string, { retries = 5 }: { retries?: number }): Promise<unknown> {
  return retry(() => read(url, 1000), { retries }); // ok: no-dead-retry-config — has a default
}

export function fetchSure(url: string, options: { retries: number }): Promise<unknown> {
  return retry(() => read(url, 1000), { retries: options.retries }); // ok: no-dead-retry-config — always given
}

async function read(url: string, timeoutMs: number): Promise<unknown> {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
  return response.json();
}
