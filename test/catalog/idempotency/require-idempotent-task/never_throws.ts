import { Worker } from "bullmq";
import pRetry from "p-retry";
import nodemailer from "nodemailer";
import { createClient } from "@supabase/supabase-js";

const transport = nodemailer.createTransport({ host: "smtp.example.com" });
const supabase = createClient(process.env.SUPABASE_URL!, process.env.SUPABASE_KEY!);

export const remind = (to: string) =>
  pRetry(async () => {
    await transport.sendMail({ to, subject: "Reminder", text: "Tomorrow" }); // expect: require-idempotent-task/repeatedAfterFailure error
    const { error } = await supabase.from("reminders").insert({ to });
    if (error) throw error;
  });

export const count = (to: string) =>
  pRetry(async () => {
    await transport.sendMail({ to, subject: "Reminder", text: "Tomorrow" }); // expect: require-idempotent-task/repeatedAfterLostAnswer warning
    // supabase-js answers with its error and throws nothing: what is left open is the lost answer of the mail itself.
    await supabase.from("reminders").insert({ to });
  });

new Worker("reminders", async job => {
  const claimed = await supabase.from("reminders").update({ status: "sent" }).eq("id", job.data.id).eq("status", "new").select().maybeSingle();
  if (!claimed.data) return;
  await transport.sendMail({ to: job.data.to, subject: "Reminder", text: "Tomorrow" }); // ok: require-idempotent-task — claimed first
});
