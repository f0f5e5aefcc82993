import PgBoss from "pg-boss";
import { Resend } from "resend";
import { pool } from "./pool";

const boss = new PgBoss(process.env.DATABASE_URL!);
const resend = new Resend(process.env.RESEND_API_KEY!);

boss.work("newsletter", async ([job]) => {
  const { rows } = await pool.query("SELECT email FROM readers WHERE list = $1", [job.data.list]);
  // expect: require-batch-checkpoint/repeatsEffects warning
  for (const reader of rows) {
    await resend.emails.send({ from: "news@example.com", to: reader.email, subject: "News", text: job.data.text });
  }
});

boss.work("newsletter-keyed", async ([job]) => {
  const { rows } = await pool.query("SELECT id, email FROM readers WHERE list = $1", [job.data.list]);
  // ok: require-batch-checkpoint — the provider knows each mail by its key
  for (const reader of rows) {
    await resend.emails.send(
      { from: "news@example.com", to: reader.email, subject: "News", text: job.data.text },
      { idempotencyKey: `news-${job.data.issue}-${reader.id}` },
    );
  }
});

boss.work("newsletter-unsent", async ([job]) => {
  const { rows } = await pool.query("SELECT id, email FROM readers WHERE list = $1 AND sent_at IS NULL", [job.data.list]);
  // ok: require-batch-checkpoint — only those that are left are read
  for (const reader of rows) {
    await resend.emails.send({ from: "news@example.com", to: reader.email, subject: "News", text: job.data.text });
    await pool.query("UPDATE readers SET sent_at = now() WHERE id = $1", [reader.id]);
  }
});

boss.work("newsletter-split", async ([job]) => {
  const { rows } = await pool.query("SELECT id FROM readers WHERE list = $1", [job.data.list]);
  // ok: require-batch-checkpoint — one job for each reader
  for (const reader of rows) await boss.publish("newsletter-one", { readerId: reader.id });
});

export async function sendNow(list: string, text: string) {
  const { rows } = await pool.query("SELECT email FROM readers WHERE list = $1", [list]);
  // ok: require-batch-checkpoint — nothing runs it again
  for (const reader of rows) {
    await resend.emails.send({ from: "news@example.com", to: reader.email, subject: "News", text });
  }
}
