import { acquireLock, claimNextJob, idempotency, isDuplicateName, releaseLock } from "./locks";
import { exportReport } from "./export";

export async function work(worker: string) {
  if (!claimNextJob(worker)) return; // expect: no-floating-guard/promiseTested error
  await exportReport(worker);
}

export async function nightly() {
  const mine = acquireLock("nightly"); // expect: no-floating-guard/promiseTested warning
  if (mine === false) return;
  await exportReport("nightly");
  void releaseLock("nightly"); // ok: no-floating-guard — the lock is given back, nobody waits for that
}

export async function rename(name: string) {
  if (isDuplicateName(name)) return; // ok: no-floating-guard — answers at once
  await exportReport(name);
}

export async function weekly(dedup: { claimEvent(id: string): Promise<boolean> }, id: string) {
  if (await dedup.claimEvent(`week:${id}`)) await exportReport(id);
  dedup.claimEvent(`month:${id}`); // expect: no-floating-guard/notAwaited warning
  await exportReport(id);
}

export async function once(key: string) {
  if (idempotency.has(key)) return; // ok: no-floating-guard — answers at once
  await exportReport(key);
  idempotency.complete(key); // expect: no-floating-guard/notAwaited warning
}
