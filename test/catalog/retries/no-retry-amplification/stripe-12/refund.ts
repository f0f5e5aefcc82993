import pRetry from "p-retry";
import Stripe from "stripe";

const stripe = new Stripe(process.env.STRIPE_KEY!, { apiVersion: "2022-11-15" });

export const refund = (charge: string) =>
  // ok: no-retry-amplification — up to version 12 the client tries once
  pRetry(() => stripe.refunds.create({ charge }, { idempotencyKey: `refund-${charge}` }));
