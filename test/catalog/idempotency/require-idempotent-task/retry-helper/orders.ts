import { isNetworkError, isRefused, retry } from "./retry";

export async function createOrder(basket: object) {
  return retry(
    // expect: require-idempotent-task/repeatedAfterLostAnswer error
    () => fetch("https://erp.example.com/orders", { method: "POST", body: JSON.stringify(basket) }),
    { attempts: 3, isRetryable: isNetworkError },
  );
}

export async function createOrderWhenRefused(basket: object) {
  return retry(
    () => fetch("https://erp.example.com/orders", { method: "POST", body: JSON.stringify(basket) }), // ok: require-idempotent-task — only refusals are retried
    { attempts: 3, isRetryable: isRefused },
  );
}

export async function readOrder(id: string) {
  return retry(() => fetch(`https://erp.example.com/orders/${id}`), { attempts: 3 }); // ok: require-idempotent-task — a GET
}

export async function replaceOrder(id: string, basket: object) {
  return retry(
    () => fetch(`https://erp.example.com/orders/${id}`, { method: "PUT", body: JSON.stringify(basket) }), // ok: require-idempotent-task — PUT sets the full state
    { attempts: 3 },
  );
}
