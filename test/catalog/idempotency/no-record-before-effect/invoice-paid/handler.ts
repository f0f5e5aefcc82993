import { Client } from "@upstash/qstash";
import { prisma } from "./db";

const qstash = new Client({ token: process.env.QSTASH_TOKEN! });

export async function invoicePaid(ref: string): Promise<string> {
  const invoice = await prisma.invoice.findUnique({ where: { ref } });
  if (!invoice) return "unknown";
  if (invoice.status === "settled") return "already settled";
  await prisma.invoice.update({ where: { id: invoice.id }, data: { status: "settled" } }); // expect: no-record-before-effect/lostAfterMark error
  return queuePayouts(invoice.id);
}

async function queuePayouts(invoiceId: string): Promise<string> {
  const sent = await qstash.publishJSON({ url: "https://app.example.com/api/payouts", body: { invoiceId } });
  return sent.messageId;
}

export async function invoiceRefunded(ref: string): Promise<string> {
  const invoice = await prisma.invoice.findUnique({ where: { ref } });
  if (!invoice || invoice.status === "refunded") return "nothing to do";
  const message = await queuePayouts(invoice.id);
  // ok: no-record-before-effect — marked when the work is handed on
  await prisma.invoice.update({ where: { id: invoice.id }, data: { status: "refunded" } });
  return message;
}

export async function invoiceVoided(ref: string): Promise<string> {
  const invoice = await prisma.invoice.findUnique({ where: { ref } });
  if (!invoice || invoice.status === "voided") return "nothing to do";
  // ok: no-record-before-effect — a repetition is turned away by another value
  await prisma.invoice.update({ where: { id: invoice.id }, data: { status: "voiding" } });
  return queuePayouts(invoice.id);
}

export async function customerUpdated(ref: string): Promise<string> {
  const customer = await prisma.customer.findUnique({ where: { ref } });
  if (customer.status === "settled") return "nothing to do";
  const invoice = await prisma.invoice.findFirst({ where: { ref } });
  // ok: no-record-before-effect — the row that is looked at is another table's
  await prisma.invoice.update({ where: { id: invoice.id }, data: { status: "settled" } });
  return queuePayouts(invoice.id);
}

export async function invoiceClosed(ref: string): Promise<string> {
  const invoice = await prisma.invoice.findUnique({ where: { ref } });
  if (!invoice || invoice.status === "closed") return "nothing to do";
  // ok: no-record-before-effect — failures are settled, so nothing is delivered again
  await prisma.invoice.update({ where: { id: invoice.id }, data: { status: "closed" } });
  await Promise.allSettled([queuePayouts(invoice.id)]);
  return "closed";
}
