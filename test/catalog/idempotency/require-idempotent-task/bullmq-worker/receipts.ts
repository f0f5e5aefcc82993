import nodemailer from "nodemailer";
import { prisma } from "./prisma";

const transport = nodemailer.createTransport({ host: "mail.example.com" });

export async function sendReceipt(bookingId: string) {
  const booking = await prisma.booking.findUniqueOrThrow({ where: { id: bookingId } });
  await transport.sendMail({ to: booking.email, subject: "Receipt", text: "Thanks" }); // expect: require-idempotent-task/repeatedAfterCrash error
  await prisma.booking.update({ where: { id: bookingId }, data: { receiptAt: new Date() } });
}
