import sgMail from "@sendgrid/mail";
import { Worker } from "bullmq";
import { Resend } from "resend";
import Stripe from "stripe";
import twilio from "twilio";

const resend = new Resend(process.env.RESEND_API_KEY);
const stripe = new Stripe(process.env.STRIPE_KEY!);
const sms = twilio(process.env.TWILIO_SID, process.env.TWILIO_TOKEN);

new Worker("greetings", async job => {
  // expect: require-idempotency-key/missingKey advice
  await resend.emails.send({ from: "shop@example.com", to: job.data.email, subject: "Welcome", text: "Hello" }, { idempotencyKey: `${job.id}:emails` });
});

new Worker("fees", async job => {
  // expect: require-idempotency-key/missingKey warning
  await stripe.paymentIntents.create({ amount: job.data.cents, currency: "eur", customer: job.data.customer }, { idempotencyKey: `${job.id}:paymentIntents` });
});

new Worker("fees-once", async job => {
  await stripe.paymentIntents.create(
    { amount: job.data.cents, currency: "eur", customer: job.data.customer },
    { idempotencyKey: `fee-${job.data.invoiceId}` }, // ok: require-idempotency-key — one fee for each invoice
  );
});

new Worker("texts", async job => {
  // ok: require-idempotency-key — the API takes none for messages
  await sms.messages.create({ from: "+4930123456", to: job.data.phone, body: "Your table is ready" });
});

new Worker("letters", async job => {
  // ok: require-idempotency-key — the API takes none
  await sgMail.send({ from: "shop@example.com", to: job.data.email, subject: "Welcome", text: "Hello" });
});

export async function onButton(email: string) {
  // ok: require-idempotency-key — nothing runs this again
  await resend.emails.send({ from: "shop@example.com", to: email, subject: "Welcome", text: "Hello" });
}
