import nodemailer from "nodemailer";
import { pool } from "./pool";

const transport = nodemailer.createTransport(process.env.SMTP_URL!);

export async function sendReminder(to: string) {
  await transport.sendMail({ to, subject: "Your trial ends", text: "…" });
}

export async function remindAll() {
  const { rows } = await pool.query("SELECT id, email FROM trials WHERE ends_on = current_date AND reminded_at IS NULL");
  for (const row of rows) {
    await sendReminder(row.email);
    await pool.query("UPDATE trials SET reminded_at = now() WHERE id = $1", [row.id]);
  }
}

export async function remindClaimed() {
  for (;;) {
    const { rows } = await pool.query(
      "UPDATE trials SET state = 'reminding' WHERE id = (SELECT id FROM trials WHERE state = 'ending' FOR UPDATE SKIP LOCKED LIMIT 1) RETURNING id, email",
    );
    if (rows.length === 0) return;
    await sendReminder(rows[0].email);
  }
}

let running = false;

export async function remindAlone() {
  if (running) return;
  running = true;
  try {
    await remindAll();
  } finally {
    running = false;
  }
}

export async function prune() {
  await pool.query("DELETE FROM trials WHERE ends_on < current_date - 90");
}
