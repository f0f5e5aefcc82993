interface Env {
  DB: D1Database;
}

// expect: require-dead-letter/undrained warning
export async function getDueTasks(env: Env, limit = 20) {
  const found = await env.DB.prepare(
    `SELECT * FROM failed_tasks WHERE resolved_at IS NULL AND attempts < 5 AND next_retry_at <= datetime('now') LIMIT ?`,
  )
    .bind(limit)
    .all();
  return found.results;
}

// ok: require-dead-letter — it works on what it finds
export async function drainDueMails(env: Env, send: (row: unknown) => Promise<void>) {
  const found = await env.DB.prepare(`SELECT * FROM failed_mails WHERE next_retry_at <= datetime('now')`).all();
  for (const row of found.results) await send(row);
}
