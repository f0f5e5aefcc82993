import { signedOrOurs } from "../../../lib/wrappers";
import { db, stripe } from "../../../lib/shop";

async function refund(request: Request): Promise<Response> {
  const { order, charge } = await request.json();
  const made = await stripe.refunds.create({ charge }); // expect: require-idempotent-task/repeatedAfterCrash error
  await db.order.update({ where: { id: order }, data: { refund: made.id } });
  return new Response("ok");
}

export const POST = signedOrOurs(refund);
