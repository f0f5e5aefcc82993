import pRetry from "p-retry";
import { newRequestKey, orderKey } from "./keys";

interface Payout {
  id: string;
  cents: number;
}

export function pay(payout: Payout) {
  return pRetry(
    () =>
      fetch("https://bank.example.com/v1/transfers", {
        method: "POST",
        // expect: no-unstable-idempotency-key/newEachTime error
        headers: { "Idempotency-Key": newRequestKey("pay") },
        body: JSON.stringify(payout),
      }),
    { retries: 4 },
  );
}

export function payOnce(payout: Payout) {
  return pRetry(
    () =>
      fetch("https://bank.example.com/v1/transfers", {
        method: "POST",
        // ok: no-unstable-idempotency-key — made of the payout
        headers: { "Idempotency-Key": orderKey(payout.id, "pay") },
        body: JSON.stringify(payout),
      }),
    { retries: 4 },
  );
}

export function payWithKeyBefore(payout: Payout) {
  // ok: no-unstable-idempotency-key — made before the attempts and handed on
  const key = newRequestKey("pay");
  return pRetry(
    () =>
      fetch("https://bank.example.com/v1/transfers", {
        method: "POST",
        headers: { "Idempotency-Key": key },
        body: JSON.stringify(payout),
      }),
    { retries: 4 },
  );
}

export async function POST(request: Request) {
  const payout = (await request.json()) as Payout;
  const headers = new Headers();
  // ok: no-unstable-idempotency-key — one key for each press of the button
  headers.set("Idempotency-Key", crypto.randomUUID());
  return fetch("https://bank.example.com/v1/transfers", { method: "POST", headers, body: JSON.stringify(payout) });
}
