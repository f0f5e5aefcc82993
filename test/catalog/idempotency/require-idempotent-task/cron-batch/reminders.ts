import cron from "node-cron";
import { Resend } from "resend";
import { PrismaClient } from "@prisma/client";

const resend = new Resend(process.env.RESEND_API_KEY);
const prisma = new PrismaClient();

cron.schedule("*/5 * * * *", async () => {
  const due = await prisma.invoice.findMany({ where: { remindedAt: null } });
  for (const invoice of due) {
    await resend.emails.send({ from: "a@example.com", to: invoice.email, subject: "Due", text: "Please" }); // ok: require-idempotent-task — no-effect-before-record tells of marks that a work list sets too late
  }
  await prisma.invoice.updateMany({ where: { id: { in: due.map(invoice => invoice.id) } }, data: { remindedAt: new Date() } });
});

cron.schedule("0 7 * * *", async () => {
  const users = await prisma.user.findMany({ take: 500 });
  for (const user of users) {
    await resend.emails.send({ from: "a@example.com", to: user.email, subject: "Digest", text: "Today" }); // ok: require-idempotent-task — every run is meant to send it
  }
});
