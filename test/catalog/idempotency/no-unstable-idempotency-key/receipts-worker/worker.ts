import { Worker, type Job } from "bullmq";
import { randomUUID } from "node:crypto";
import { Resend } from "resend";
import Stripe from "stripe";
import { db } from "./db";
import { followUps } from "./queues";

const resend = new Resend(process.env.RESEND_API_KEY);
const stripe = new Stripe(process.env.STRIPE_KEY!);

new Worker("receipts", async (job: Job) => {
  const order = await db.order.findUniqueOrThrow({ where: { id: job.data.orderId } });
  await resend.emails.send(
    { from: "shop@example.com", to: order.email, subject: "Receipt", text: `Order ${order.number}` },
    // expect: no-unstable-idempotency-key/newEachTime error
    { idempotencyKey: randomUUID() },
  );
  await resend.emails.send(
    { from: "shop@example.com", to: order.email, subject: "Survey", text: "How was it?" },
    // expect: no-unstable-idempotency-key/countsAttempts error
    { idempotencyKey: `survey-${order.id}-${job.attemptsMade}` },
  );
  await resend.emails.send(
    { from: "shop@example.com", to: order.email, subject: "Thanks", text: "Come again" },
    // ok: no-unstable-idempotency-key — the job's id is the same in each attempt
    { idempotencyKey: `thanks-${job.id}` },
  );
  await settle(order.id, order.customerRef, order.total);
  await enqueue(order.id);
});

async function settle(orderId: string, customer: string, amount: number) {
  // expect: no-unstable-idempotency-key/newEachTime error
  const key = `settle-${orderId}-${Date.now()}`;
  await stripe.paymentIntents.create({ amount, currency: "eur", customer }, { idempotencyKey: key });
}

async function enqueue(orderId: string) {
  // expect: no-unstable-idempotency-key/newEachTime advice
  await followUps.add("follow-up", { orderId }, { jobId: randomUUID(), delay: 86_400_000 });
  // expect: no-unstable-idempotency-key/newEachTime error
  await followUps.add("nudge", { orderId }, { deduplication: { id: `nudge-${Date.now()}` } });
  // ok: no-unstable-idempotency-key — one follow-up for each order
  await followUps.add("review", { orderId }, { jobId: `review-${orderId}`, delay: 86_400_000 });
  // ok: no-unstable-idempotency-key — cut to the day
  await followUps.add("digest", { orderId }, { jobId: `digest-${orderId}-${new Date().toISOString().slice(0, 10)}` });
  // ok: no-unstable-idempotency-key — the id of a run in the job's data is no key
  await followUps.add("trace", { jobId: randomUUID(), orderId }, { deduplication: { id: `trace-${orderId}` } });
}
