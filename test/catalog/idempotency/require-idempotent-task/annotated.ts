import pRetry from "p-retry";

export async function createShipment(order: object) {
  // faultline: idempotent -- the carrier drops a second shipment with the same reference
  return pRetry(() => fetch("https://carrier.example.com/shipments", { method: "POST", body: JSON.stringify(order) }), { retries: 4 });
}

export async function createParcel(order: object) {
  return pRetry(() => fetch("https://carrier.example.com/parcels", { method: "POST", body: JSON.stringify(order) }), { retries: 4 }); // expect: require-idempotent-task/repeatedAfterLostAnswer error
}

export async function createParcelOnce(order: object) {
  return pRetry(() => fetch("https://carrier.example.com/parcels", { method: "POST", body: JSON.stringify(order) }), { retries: 0 }); // ok: require-idempotent-task — no retry is asked for
}
