import type { Prisma } from "@prisma/client";

export async function fetch(tx: Prisma.TransactionClient, id: string) {
  return await tx.order.findUnique({ where: { id } });
}
