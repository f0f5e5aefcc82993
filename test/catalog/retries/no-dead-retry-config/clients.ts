import fetchRetry from "fetch-retry";
import got from "got";
import ky from "ky";

const patient = fetchRetry(fetch, {
  retries: 3, // expect: no-dead-retry-config/takenOver warning
  retryOn: (_attempt, error, response) => error !== null || response!.status >= 500,
});

const measured = fetchRetry(fetch, {
  retries: 3, // ok: no-dead-retry-config — a list of statuses leaves the number in force
  retryOn: [502, 503],
});

export async function createOrder(order: object): Promise<void> {
  // expect: no-dead-retry-config/methodNotRetried warning
  await got.post("https://erp.example.com/orders", { json: order, retry: { limit: 5 } });
  // expect: no-dead-retry-config/methodNotRetried warning
  await ky.post("https://erp.example.com/orders", { json: order, retry: 3 });
  // ok: no-dead-retry-config — named
  await got.post("https://erp.example.com/orders", { json: order, retry: { limit: 5, methods: ["POST"] } });
  // ok: no-dead-retry-config — a POST is not repeated, and says so
  await got.post("https://erp.example.com/orders", { json: order, retry: { limit: 0 } });
  // ok: no-dead-retry-config — PUT is repeated
  await ky.put("https://erp.example.com/orders/1", { json: order, retry: 3 });
  await patient("https://erp.example.com/ping");
  await measured("https://erp.example.com/ping");
}
