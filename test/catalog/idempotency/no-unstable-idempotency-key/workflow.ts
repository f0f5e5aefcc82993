import { proxyActivities, uuid4 } from "@temporalio/workflow";

const { chargeCard } = proxyActivities<{ chargeCard(input: { orderId: string; idempotencyKey: string }): Promise<void> }>({
  startToCloseTimeout: "1 minute",
});

export async function checkout(orderId: string) {
  // ok: no-unstable-idempotency-key — workflow code is replayed with the same ids
  await chargeCard({ orderId, idempotencyKey: uuid4() });
}
