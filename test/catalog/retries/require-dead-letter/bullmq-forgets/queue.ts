import { Queue } from "bullmq";

export const orders = new Queue("orders", {
  connection: { host: "localhost" },
  defaultJobOptions: {
    attempts: 5,
    removeOnFail: true, // expect: require-dead-letter/forgotten warning
  },
});

export function placeOrder(id: string) {
  // ok: require-dead-letter — failed jobs stay for a week
  return orders.add("place", { id }, { removeOnComplete: true, removeOnFail: { age: 604_800 } });
}
