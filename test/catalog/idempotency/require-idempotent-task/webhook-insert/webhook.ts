import Stripe from "stripe";
import { createClient } from "@supabase/supabase-js";

const stripe = new Stripe(process.env.STRIPE_KEY!);
const db = createClient(process.env.URL!, process.env.SERVICE_KEY!);

export async function POST(request: Request) {
  const event = stripe.webhooks.constructEvent(await request.text(), request.headers.get("stripe-signature")!, process.env.SECRET!);
  const session = event.data.object as Stripe.Checkout.Session;
  await db.from("webhook_logs").insert({ body: event }); // ok: require-idempotent-task — a second log line is no loss
  await db.from("payments").insert({ user_id: session.client_reference_id, amount: session.amount_total }); // ok: require-idempotent-task — require-webhook-dedup tells of the handler
  await db.from("invoices").insert({ stripe_id: session.invoice, amount: session.amount_total }); // ok: require-idempotent-task — a unique key refuses the second
  return new Response("ok");
}
