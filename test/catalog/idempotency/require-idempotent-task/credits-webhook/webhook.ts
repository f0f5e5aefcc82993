import Stripe from "stripe";
import { PrismaClient } from "@prisma/client";

const stripe = new Stripe(process.env.STRIPE_KEY!);
const prisma = new PrismaClient();

export async function POST(request: Request) {
  const event = stripe.webhooks.constructEvent(await request.text(), request.headers.get("stripe-signature")!, process.env.SECRET!);
  if (event.type !== "checkout.session.completed") return new Response("ignored");
  const { userId, credits } = event.data.object.metadata as { userId: string; credits: number };
  await prisma.user.update({ where: { id: userId }, data: { credits: { increment: credits } } }); // ok: require-idempotent-task — require-webhook-dedup tells of the handler
  return new Response("ok");
}

export async function grantOnce(request: Request) {
  const event = stripe.webhooks.constructEvent(await request.text(), request.headers.get("stripe-signature")!, process.env.SECRET!);
  const { userId, credits } = (event.data.object as Stripe.Checkout.Session).metadata as unknown as { userId: string; credits: number };
  try {
    await prisma.webhookEvent.create({ data: { id: event.id } });
  } catch (error) {
    if ((error as { code?: string }).code === "P2002") return new Response("done before");
    throw error;
  }
  await prisma.user.update({ where: { id: userId }, data: { credits: { increment: credits } } }); // ok: require-idempotent-task — the event's id is inserted first
  return new Response("ok");
}

export async function countViews(request: Request) {
  const event = stripe.webhooks.constructEvent(await request.text(), request.headers.get("stripe-signature")!, process.env.SECRET!);
  await prisma.page.update({ where: { id: event.id }, data: { views: { increment: 1 } } }); // ok: require-idempotent-task — a view count is worth nothing
  return new Response("ok");
}

export async function setPlan(request: Request) {
  const event = stripe.webhooks.constructEvent(await request.text(), request.headers.get("stripe-signature")!, process.env.SECRET!);
  await prisma.user.update({ where: { id: event.id }, data: { plan: "pro" } }); // ok: require-idempotent-task — a value is set, not added
  return new Response("ok");
}
