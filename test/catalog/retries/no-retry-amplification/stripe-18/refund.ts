import pRetry from "p-retry";
import Stripe from "stripe";

const stripe = new Stripe(process.env.STRIPE_KEY!);

export const refund = (charge: string) =>
  // expect: no-retry-amplification/multiplied warning
  pRetry(() => stripe.refunds.create({ charge }, { idempotencyKey: `refund-${charge}` }));
