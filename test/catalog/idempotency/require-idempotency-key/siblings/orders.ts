import { Worker } from "bullmq";
import { mails } from "./queues";

new Worker("orders", async job => {
  for (const line of job.data.lines) {
    // expect: require-idempotency-key/unlikeOthers warning
    await mails.add("line", { lineId: line.id });
  }
  // ok: require-idempotency-key — one mail for each order
  await mails.add("placed", { orderId: job.data.orderId }, { jobId: `placed-${job.data.orderId}` });
});
