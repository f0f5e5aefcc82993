import { verifySignatureAppRouter } from "@upstash/qstash/nextjs";
import { PrismaClient } from "@prisma/client";

const prisma = new PrismaClient();

export const POST = verifySignatureAppRouter(async (request: Request) => {
  const { userId, credits } = await request.json();
  await prisma.user.update({ where: { id: userId }, data: { credits: { increment: credits } } }); // expect: require-idempotent-task/repeatedByDelivery warning
  return new Response("ok");
});

export const PUT = verifySignatureAppRouter(async (request: Request) => {
  const { userId, credits } = await request.json();
  await prisma.user.update({ where: { id: userId }, data: { credits } }); // ok: require-idempotent-task — a value is set, not added
  return new Response("ok");
});
