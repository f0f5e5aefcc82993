import { Inngest } from "inngest";
import { nanoid } from "nanoid";
import Stripe from "stripe";

const inngest = new Inngest({ id: "shop" });
const stripe = new Stripe(process.env.STRIPE_KEY!);

export const collect = inngest.createFunction({ id: "collect" }, { event: "order/placed" }, async ({ event, step }) => {
  // ok: no-unstable-idempotency-key — the step's result is stored: the key is the same in each run
  const key = await step.run("key", () => nanoid());
  await step.run("charge", () =>
    stripe.paymentIntents.create({ amount: event.data.cents, currency: "eur" }, { idempotencyKey: key }),
  );
  const fresh = nanoid(); // expect: no-unstable-idempotency-key/newEachTime error
  await step.run("fee", () =>
    stripe.paymentIntents.create({ amount: 100, currency: "eur" }, { idempotencyKey: fresh }),
  );
  await step.run("tip", () =>
    // ok: no-unstable-idempotency-key — the event's id is the same in each run
    stripe.paymentIntents.create({ amount: event.data.tip, currency: "eur" }, { idempotencyKey: `tip-${event.id}` }),
  );
});
