import Stripe from "stripe";

const stripe = new Stripe(process.env.STRIPE_SECRET_KEY!);

export async function customerFor(email: string) {
  const found = await stripe.customers.list({ email, limit: 1 });
  if (found.data.length > 0) return found.data[0];
  return stripe.customers.create({ email }); // expect: require-upsert/lookedThenCreated [warning]
}

export async function customerForUser(email: string, userId: string) {
  const found = await stripe.customers.list({ email, limit: 1 });
  if (found.data.length > 0) return found.data[0];
  return stripe.customers.create({ email }, { idempotencyKey: `customer-${userId}` }); // ok: require-upsert — both runs send one key
}
