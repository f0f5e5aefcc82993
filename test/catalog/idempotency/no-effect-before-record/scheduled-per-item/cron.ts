import nodemailer from "nodemailer";
import { prisma } from "./db";

const transport = nodemailer.createTransport({ host: "smtp.example.com" });

export async function GET(): Promise<Response> {
  const trials = await prisma.trial.findMany({ where: { endsAt: { lt: new Date() }, noticeSentAt: null } });
  await Promise.all(trials.map(trial => notify(trial)));
  return Response.json({ notified: trials.length });
}

async function notify(trial: { id: string; email: string }): Promise<void> {
  await transport.sendMail({ to: trial.email, subject: "Your trial ended", text: "Thanks for trying." }); // expect: no-effect-before-record/markedAfter warning
  await prisma.trial.update({ where: { id: trial.id }, data: { noticeSentAt: new Date() } });
}

export async function POST(request: Request): Promise<Response> {
  const { email } = await request.json();
  // ok: no-effect-before-record — no row was chosen by what is written here
  await transport.sendMail({ to: email, subject: "Welcome", text: "Hello" });
  await prisma.user.update({ where: { email }, data: { welcomeSentAt: new Date() } });
  return Response.json({ ok: true });
}
