import { Queue } from "bullmq";
import { prisma } from "./db";
import { fetch as load } from "./store";
import { notify, reserve, summarise } from "./warehouse";

const queue = new Queue("orders");

export async function place(orderId: string) {
  await prisma.$transaction(async tx => {
    await tx.order.update({ where: { id: orderId }, data: { status: "placed" } });
    await reserve(orderId); // expect: no-network-in-transaction/timesOut warning
  });
}

export async function placeFirst(orderId: string) {
  await reserve(orderId); // ok: no-network-in-transaction — before the transaction
  await prisma.$transaction(async tx => {
    await tx.order.update({ where: { id: orderId }, data: { status: "placed" } });
    void notify(orderId); // ok: no-network-in-transaction — not waited for
    notify(orderId).catch(console.error); // ok: no-network-in-transaction — not waited for either
  });
}

export async function placeSlowly(orderId: string) {
  await prisma.$transaction(
    async tx => {
      await tx.order.update({ where: { id: orderId }, data: { status: "placed" } });
      await fetch(`https://warehouse.example.com/orders/${orderId}`); // expect: no-network-in-transaction/timesOut warning
    },
    { timeout: 30_000 },
  );
}

export async function placeAndQueue(orderId: string) {
  await prisma.$transaction(async tx => {
    await tx.order.update({ where: { id: orderId }, data: { status: "placed" } });
    await queue.add("ship", { orderId }); // expect: no-network-in-transaction/handedOnEarly warning
  });
}

export async function placeThenQueue(orderId: string) {
  await prisma.$transaction(async tx => {
    await tx.order.update({ where: { id: orderId }, data: { status: "placed" } });
    await tx.outbox.create({ data: { orderId } }); // ok: no-network-in-transaction — an outbox is a row
  });
  await queue.add("ship", { orderId }); // ok: no-network-in-transaction — after the commit
}

export async function placeTogether(orderIds: string[]) {
  // ok: no-network-in-transaction — a list of statements is sent at once
  await prisma.$transaction(orderIds.map(id => prisma.order.update({ where: { id }, data: { status: "placed" } })));
  await Promise.all(orderIds.map(id => reserve(id))); // ok: no-network-in-transaction — after it
}

export async function placeAll(orderIds: string[]) {
  await prisma.$transaction(async tx => {
    await tx.order.updateMany({ where: { id: { in: orderIds } }, data: { status: "placed" } });
    await Promise.all(orderIds.map(async id => await reserve(id))); // expect: no-network-in-transaction/timesOut warning
  });
}

export async function describe(orderId: string) {
  await prisma.$transaction(async tx => {
    const order = await tx.order.findUnique({ where: { id: orderId } });
    await load(tx, orderId); // ok: no-network-in-transaction — the project's own, which asks the database
    await tx.order.update({ where: { id: orderId }, data: { text: await summarise(order) } }); // expect: no-network-in-transaction/timesOut warning
  });
}
