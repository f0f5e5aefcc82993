interface Env {
  DB: D1Database;
  RESEND_API_KEY: string;
}

export async function flushNotifications(env: Env): Promise<void> {
  const { results } = await env.DB.prepare("SELECT id, recipient, subject, body FROM notifications WHERE sent = 0 LIMIT 10").all();
  for (const row of results) {
    try {
      const response = await fetch("https://api.resend.com/emails", { // expect: no-effect-before-record/markedAfter warning
        method: "POST",
        headers: { Authorization: `Bearer ${env.RESEND_API_KEY}` },
        body: JSON.stringify({ from: "a@example.com", to: [row.recipient], subject: row.subject, text: row.body }),
      });
      if (!response.ok) throw new Error(`status ${response.status}`);
      await env.DB.prepare("UPDATE notifications SET sent = 1, sent_at = datetime('now') WHERE id = ?").bind(row.id).run();
    } catch (error) {
      console.error("notification failed", row.id, error);
    }
  }
}

export async function flushKeyedNotifications(env: Env): Promise<void> {
  const { results } = await env.DB.prepare("SELECT id, recipient, subject, body FROM notifications WHERE sent = 0 LIMIT 10").all();
  for (const row of results) {
    // ok: no-effect-before-record — the provider drops the second one
    await fetch("https://api.resend.com/emails", {
      method: "POST",
      headers: { Authorization: `Bearer ${env.RESEND_API_KEY}`, "Idempotency-Key": `notification-${row.id}` },
      body: JSON.stringify({ from: "a@example.com", to: [row.recipient], subject: row.subject, text: row.body }),
    });
    await env.DB.prepare("UPDATE notifications SET sent = 1 WHERE id = ?").bind(row.id).run();
  }
}

export async function flushClaimedNotifications(env: Env): Promise<void> {
  const { results } = await env.DB.prepare(
    "UPDATE notifications SET sent = 1 WHERE id IN (SELECT id FROM notifications WHERE sent = 0 LIMIT 10) RETURNING id, recipient, body",
  ).all();
  for (const row of results) {
    // ok: no-effect-before-record — claimed by the statement that chose them
    await fetch("https://api.resend.com/emails", {
      method: "POST",
      headers: { Authorization: `Bearer ${env.RESEND_API_KEY}` },
      body: JSON.stringify({ from: "a@example.com", to: [row.recipient], subject: "News", text: row.body }),
    });
  }
}
