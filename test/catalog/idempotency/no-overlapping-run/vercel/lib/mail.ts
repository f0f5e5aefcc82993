import { Resend } from "resend";

const resend = new Resend(process.env.RESEND_API_KEY!);

export async function sendDunning(email: string) {
  await resend.emails.send({ from: "billing@example.com", to: email, subject: "Please pay", text: "…" });
}
