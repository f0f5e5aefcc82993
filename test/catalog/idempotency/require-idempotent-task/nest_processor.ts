import { Processor, WorkerHost } from "@nestjs/bullmq";
import { Resend } from "resend";
import { PrismaClient } from "@prisma/client";

const resend = new Resend(process.env.RESEND_API_KEY);
const prisma = new PrismaClient();

@Processor("reminders")
export class RemindersProcessor extends WorkerHost {
  async process(job: { id: string; data: { id: string; email: string } }) {
    // expect: require-idempotent-task/repeatedAfterCrash error
    await resend.emails.send({ from: "a@example.com", to: job.data.email, subject: "Due", text: "Please" });
    await prisma.invoice.update({ where: { id: job.data.id }, data: { remindedAt: new Date() } });
  }

  async preview(id: string, email: string) {
    await resend.emails.send({ from: "a@example.com", to: email, subject: "Due", text: "Please" }); // ok: require-idempotent-task — nothing runs this again
    await prisma.invoice.update({ where: { id }, data: { previewedAt: new Date() } });
  }
}
