import nodemailer from "nodemailer";

const transport = nodemailer.createTransport(process.env.SMTP_URL!);

export async function sendReminder(to: string) {
  await transport.sendMail({ to, subject: "Reminder", text: "…" });
}

export async function warmCache(id: string) {
  await fetch(`https://cache.example.com/${id}`);
}
