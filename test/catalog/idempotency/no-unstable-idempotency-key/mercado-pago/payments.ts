import { MercadoPagoConfig, Payment, PaymentRefund } from "mercadopago";

const client = new MercadoPagoConfig({
  accessToken: process.env.MP_TOKEN!,
  // expect: no-unstable-idempotency-key/keptByClient error
  options: { timeout: 5000, idempotencyKey: "shop-payments" },
});

const RUN_KEY = `${Date.now()}-shop`; // expect: no-unstable-idempotency-key/sharedByAll error

export async function charge(orderId: string, cents: number, email: string) {
  const payment = new Payment(client);
  return payment.create({
    body: { transaction_amount: cents / 100, description: orderId, payer: { email } },
    requestOptions: { idempotencyKey: RUN_KEY },
  });
}

export async function refund(paymentId: string) {
  const refunds = new PaymentRefund(client);
  // expect: no-unstable-idempotency-key/carriedOver error
  return refunds.total({ payment_id: paymentId });
}

export async function status(paymentId: string) {
  // ok: no-unstable-idempotency-key — reading carries no key
  return new Payment(client).get({ id: paymentId });
}
