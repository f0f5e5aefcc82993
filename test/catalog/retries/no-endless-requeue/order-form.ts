import { PrismaClient } from "@prisma/client";
import { charge } from "./payments";

const prisma = new PrismaClient();

export async function pay(orderId: string, card: string): Promise<{ ok: boolean }> {
  try {
    await charge(orderId, card);
    await prisma.order.update({ where: { id: orderId }, data: { status: "PAID" } });
    return { ok: true };
  } catch {
    // ok: no-endless-requeue — the order waits for the person who pays, nothing takes it up
    await prisma.order.update({ where: { id: orderId }, data: { status: "PENDING" } });
    return { ok: false };
  }
}
