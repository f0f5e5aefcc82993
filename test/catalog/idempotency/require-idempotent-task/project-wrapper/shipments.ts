import { withPolicy, withRetry, withThrottleRetry } from "./with-retry";

const url = "https://carrier.example.com/shipments";

export const createShipment = (order: object) =>
  withRetry(() => fetch(url, { method: "POST", body: JSON.stringify(order) })); // expect: require-idempotent-task/repeatedAfterLostAnswer error

export const createShipmentWhenThrottled = (order: object) =>
  withThrottleRetry(() => fetch(url, { method: "POST", body: JSON.stringify(order) })); // ok: require-idempotent-task — only refusals are retried

export const createShipmentByPolicy = (order: object) =>
  withPolicy(() => fetch(url, { method: "POST", body: JSON.stringify(order) }), "writes"); // ok: require-idempotent-task — which failures are retried is not known here
