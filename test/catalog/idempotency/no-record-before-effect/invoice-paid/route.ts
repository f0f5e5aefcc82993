import Stripe from "stripe";
import { customerUpdated, invoiceClosed, invoicePaid, invoiceRefunded, invoiceVoided } from "./handler";

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);

export async function POST(request: Request): Promise<Response> {
  const body = await request.text();
  let event: Stripe.Event;
  try {
    event = stripe.webhooks.constructEvent(body, request.headers.get("stripe-signature")!, process.env.STRIPE_WEBHOOK_SECRET!);
  } catch {
    return new Response("bad signature", { status: 400 });
  }
  try {
    if (event.type === "invoice.paid") await invoicePaid(event.data.object.id);
    if (event.type === "invoice.voided") await invoiceVoided(event.data.object.id);
    if (event.type === "charge.refunded") await invoiceRefunded(event.data.object.id);
    if (event.type === "invoice.finalized") await invoiceClosed(event.data.object.id);
    if (event.type === "customer.updated") await customerUpdated(event.data.object.id);
  } catch (error) {
    return new Response("failed", { status: 500 });
  }
  return new Response("ok");
}
