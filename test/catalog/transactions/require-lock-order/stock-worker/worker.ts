import { PrismaClient } from "@prisma/client";
import { Worker } from "bullmq";

const prisma = new PrismaClient();

new Worker("orders", async job => {
  const { lines } = job.data;
  await prisma.$transaction(async tx => {
    // expect: require-lock-order/callerOrder advice
    for (const line of lines)
      await tx.stock.update({ where: { sku: line.sku }, data: { left: { decrement: line.count } } });
  });
});

new Worker("returns", async job => {
  const lines = job.data.lines.toSorted((a, b) => (a.sku < b.sku ? -1 : 1));
  await prisma.$transaction(async tx => {
    // ok: require-lock-order — in the order of the keys
    for (const line of lines)
      await tx.stock.update({ where: { sku: line.sku }, data: { left: { increment: line.count } } });
  });
});

new Worker("labels", async job => {
  await prisma.$transaction(async tx => {
    // ok: require-lock-order — only adds rows
    for (const line of job.data.lines) await tx.label.create({ data: { sku: line.sku } });
  });
});

new Worker("prices", async job => {
  // ok: require-lock-order — each statement is a transaction
  for (const line of job.data.lines)
    await prisma.stock.update({ where: { sku: line.sku }, data: { price: line.price } });
});

export async function reorder(ids: string[]) {
  await prisma.$transaction(async tx => {
    // ok: require-lock-order — no worker takes it up
    for (const id of ids) await tx.stock.update({ where: { id }, data: { shelf: ids.indexOf(id) } });
  });
}
