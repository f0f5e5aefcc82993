import { Worker } from "bullmq";
import { Resend } from "resend";
import { prisma } from "./prisma";
import { sendReceipt } from "./receipts";

const resend = new Resend(process.env.RESEND_API_KEY);

export const reminders = new Worker("reminders", async job => {
  const booking = await prisma.booking.findUniqueOrThrow({ where: { id: job.data.bookingId } });
  // The guest gets one mail the day before.
  // expect: require-idempotent-task/repeatedAfterCrash error
  await resend.emails.send({ from: "stay@example.com", to: booking.email, subject: "Tomorrow", text: "See you" }, { idempotencyKey: `${job.id}:emails` });
  await prisma.booking.update({ where: { id: booking.id }, data: { remindedAt: new Date() } });
});

export const receipts = new Worker("receipts", async job => {
  await sendReceipt(job.data.bookingId);
});

export const invitations = new Worker("invitations", async job => {
  const { count } = await prisma.booking.updateMany({ where: { id: job.data.bookingId, status: "NEW" }, data: { status: "INVITED" } });
  if (count === 0) return;
  await resend.emails.send({ from: "stay@example.com", to: job.data.email, subject: "Invitation", text: "Come" }); // ok: require-idempotent-task — compare and set
  await prisma.booking.update({ where: { id: job.data.bookingId }, data: { invitedAt: new Date() } });
});

export const confirmations = new Worker("confirmations", async job => {
  await resend.emails.send({ from: "stay@example.com", to: job.data.email, subject: "Confirmed", text: "Yes" }, { idempotencyKey: `confirm-${job.data.bookingId}` }); // ok: require-idempotent-task — keyed
  await prisma.booking.update({ where: { id: job.data.bookingId }, data: { confirmedAt: new Date() } });
});

export const lookups = new Worker("lookups", async job => {
  const response = await fetch("https://geo.example.com/search", { method: "POST", body: JSON.stringify(job.data) }); // ok: require-idempotent-task — a POST that reads
  await prisma.booking.update({ where: { id: job.data.bookingId }, data: { geo: await response.text() } });
});
