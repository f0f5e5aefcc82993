import { setTimeout as sleep } from "node:timers/promises";
import { boundedRetryAfterMs, retryAfterMs } from "./retry-after";

export async function sendDigest(body: string): Promise<Response> {
  const response = await fetch("https://mail.example.com/send", { method: "POST", body });
  if (response.status === 429) {
    // expect: no-unchecked-retry-after/unbounded warning
    await sleep(Math.min(Math.max(retryAfterMs(response.headers) ?? 1_000, 1_000), 300_000));
    return fetch("https://mail.example.com/send", { method: "POST", body });
  }
  return response;
}

export async function sendReceipt(body: string): Promise<Response> {
  const response = await fetch("https://mail.example.com/send", { method: "POST", body });
  if (response.status === 429) {
    // ok: no-unchecked-retry-after — the helper holds it below what it is given
    await sleep(boundedRetryAfterMs(response.headers, 20_000));
    return fetch("https://mail.example.com/send", { method: "POST", body });
  }
  return response;
}

export class Outbox {
  private pausedUntil = 0;

  onRejected(response: Response): void {
    // expect: no-unchecked-retry-after/unboundedTime warning
    this.pausedUntil = Date.now() + (Math.min(Math.max(retryAfterMs(response.headers) ?? 5_000, 1_000), 300_000));
  }

  onFull(): void {
    // ok: no-unchecked-retry-after — a constant
    this.pausedUntil = Date.now() + 5_000;
  }

  get open(): boolean {
    return Date.now() >= this.pausedUntil;
  }
}
