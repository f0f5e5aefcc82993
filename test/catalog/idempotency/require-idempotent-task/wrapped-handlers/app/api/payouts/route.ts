import { ours } from "../../../lib/wrappers";
import { db, stripe } from "../../../lib/shop";

async function payOut(request: Request): Promise<Response> {
  const { order, amount } = await request.json();
  // ok: require-idempotent-task — no queue delivers to this route: its wrapper only asks for a key
  const made = await stripe.payouts.create({ amount, currency: "eur" });
  await db.order.update({ where: { id: order }, data: { payout: made.id } });
  return new Response("ok");
}

export const POST = ours(payOut);
