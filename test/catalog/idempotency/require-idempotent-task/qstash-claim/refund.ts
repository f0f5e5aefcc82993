import Stripe from "stripe";
import { createClient } from "@supabase/supabase-js";
import { verifyDelivery } from "./verify";

const stripe = new Stripe(process.env.STRIPE_KEY!);
const db = createClient(process.env.URL!, process.env.KEY!);

export async function refund(request: Request) {
  const body = await request.text();
  await verifyDelivery(request, body);
  const { orderId, paymentIntent } = JSON.parse(body);
  await stripe.refunds.create({ payment_intent: paymentIntent }); // expect: require-idempotent-task/repeatedAfterCrash error
  await db.from("orders").update({ refunded: true }).eq("id", orderId);
  return new Response("ok");
}

export async function refundOnce(request: Request) {
  const body = await request.text();
  await verifyDelivery(request, body);
  const { orderId, paymentIntent } = JSON.parse(body);
  const { data: claimed } = await db.from("orders").update({ status: "refunding" }).eq("id", orderId).eq("status", "paid").select();
  if (!claimed?.length) return new Response("done before");
  await stripe.refunds.create({ payment_intent: paymentIntent }); // ok: require-idempotent-task — compare and set on the status
  await db.from("orders").update({ status: "refunded" }).eq("id", orderId);
  return new Response("ok");
}

export async function refundMarked(request: Request) {
  const body = await request.text();
  await verifyDelivery(request, body);
  const { orderId, paymentIntent } = JSON.parse(body);
  const { error } = await db.from("refunds").insert({ order_id: orderId });
  if (error?.code === "23505") return new Response("done before");
  await stripe.refunds.create({ payment_intent: paymentIntent }); // ok: require-idempotent-task — the unique row is inserted first
  await db.from("orders").update({ status: "refunded" }).eq("id", orderId);
  return new Response("ok");
}

export async function refundByButton(request: Request) {
  const { orderId, paymentIntent } = await request.json();
  await stripe.refunds.create({ payment_intent: paymentIntent }); // ok: require-idempotent-task — a person's click, delivered once
  await db.from("orders").update({ status: "refunded" }).eq("id", orderId);
  return new Response("ok");
}
