import { MercadoPagoConfig, Payment, PaymentRefund } from "mercadopago";

export async function charge(orderId: string, cents: number, email: string) {
  // ok: no-unstable-idempotency-key — a configuration of its own for each order
  const client = new MercadoPagoConfig({
    accessToken: process.env.MP_TOKEN!,
    options: { timeout: 5000, idempotencyKey: `order-${orderId}` },
  });
  return new Payment(client).create({
    body: { transaction_amount: cents / 100, description: orderId, payer: { email } },
  });
}

const shared = new MercadoPagoConfig({ accessToken: process.env.MP_TOKEN! });

export async function capture(paymentId: string) {
  return new Payment(shared).capture({
    id: paymentId,
    // ok: no-unstable-idempotency-key — each call on the shared configuration brings its own key
    requestOptions: { idempotencyKey: `capture-${paymentId}` },
  });
}

export async function refund(paymentId: string) {
  return new PaymentRefund(shared).total({
    payment_id: paymentId,
    requestOptions: { idempotencyKey: `refund-${paymentId}` },
  });
}
