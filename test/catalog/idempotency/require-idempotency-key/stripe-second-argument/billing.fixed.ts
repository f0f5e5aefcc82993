import { Resend } from "resend";
import Stripe from "stripe";

const stripe = new Stripe(process.env.STRIPE_KEY!);
const resend = new Resend(process.env.RESEND_API_KEY);

export async function charge(orderId: string, amount: number, customer: string) {
  return stripe.paymentIntents.create({
    amount,
    currency: "eur",
    customer,
    // The order is paid once.
    // expect: require-idempotency-key/keyInParameters error
  }, { idempotencyKey: `order-${orderId}` });
}

export async function refund(paymentIntent: string, idempotencyKey: string) {
  // expect: require-idempotency-key/keyInParameters error
  return stripe.refunds.create({ payment_intent: paymentIntent }, { idempotencyKey });
}

export async function payOut(account: string, amount: number) {
  // ok: require-idempotency-key — the second argument is where the client reads it
  return stripe.payouts.create({ amount, currency: "eur" }, { idempotencyKey: `payout-${account}`, stripeAccount: account });
}

export async function note(orderId: string, amount: number) {
  return stripe.paymentIntents.create(
    // ok: require-idempotency-key — metadata may hold anything
    { amount, currency: "eur", metadata: { idempotencyKey: orderId } },
    { idempotencyKey: `order-${orderId}` },
  );
}

export async function mail(to: string, orderId: string) {
  return resend.emails.send({
    from: "shop@example.com",
    to,
    subject: "Receipt",
    text: "Thank you",
    headers: { "Idempotency-Key": `receipt-${orderId}` }, // expect: require-idempotency-key/keyInParameters error
  });
}
