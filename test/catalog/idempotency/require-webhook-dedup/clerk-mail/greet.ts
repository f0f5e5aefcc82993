import { Resend } from "resend";

const resend = new Resend(process.env.RESEND_API_KEY);

export async function greet(to: string): Promise<void> {
  await resend.emails.send({ from: "hi@example.com", to, subject: "Welcome", text: "Welcome" });
}

export async function greetOnce(to: string, key: string): Promise<void> {
  await resend.emails.send({ from: "hi@example.com", to, subject: "Welcome", text: "Welcome" }, { idempotencyKey: key });
}
