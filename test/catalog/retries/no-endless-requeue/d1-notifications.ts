import { sendMail } from "./mail";

export async function sendNotifications(env: { DB: D1Database }) {
  // The oldest five that were not sent.
  const found = await env.DB.prepare(`SELECT * FROM notifications WHERE sent = 0 ORDER BY created_at LIMIT 5`).all();
  for (const row of found.results) {
    try {
      await sendMail(row.recipient, row.body);
      await env.DB.prepare("UPDATE notifications SET sent = 1 WHERE id = ?").bind(row.id).run();
    } catch (error) {
      // expect: no-endless-requeue/neverMarked
      await env.DB.prepare("UPDATE notifications SET error = ? WHERE id = ?").bind(String(error), row.id).run();
    }
  }
}

export async function sendReminders(env: { DB: D1Database }) {
  const found = await env.DB.prepare(`SELECT * FROM reminders WHERE sent = 0 AND attempts < 5 LIMIT 5`).all();
  for (const row of found.results) {
    try {
      await sendMail(row.recipient, row.body);
      await env.DB.prepare("UPDATE reminders SET sent = 1 WHERE id = ?").bind(row.id).run();
    } catch (error) {
      // ok: no-endless-requeue — five attempts at most
      await env.DB.prepare("UPDATE reminders SET error = ?, attempts = attempts + 1 WHERE id = ?").bind(String(error), row.id).run();
    }
  }
}

export async function sendInvites(env: { DB: D1Database }) {
  const found = await env.DB.prepare(`SELECT * FROM invites WHERE sent = 0 LIMIT 5`).all();
  for (const row of found.results) {
    try {
      await sendMail(row.recipient, row.body);
      await env.DB.prepare("UPDATE invites SET sent = 1 WHERE id = ?").bind(row.id).run();
    } catch (error) {
      // ok: no-endless-requeue — the mark is set to another value, no run takes it up again
      await env.DB.prepare("UPDATE invites SET sent = 2, error = ? WHERE id = ?").bind(String(error), row.id).run();
    }
  }
}
