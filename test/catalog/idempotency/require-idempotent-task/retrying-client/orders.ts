import { erp } from "./http";

export async function createOrder(order: object) {
  const { data } = await erp.post("/orders", order); // expect: require-idempotent-task/repeatedAfterLostAnswer
  return data;
}

export async function readOrder(id: string) {
  const { data } = await erp.get(`/orders/${id}`); // ok: require-idempotent-task — a GET
  return data;
}
