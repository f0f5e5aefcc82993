import PgBoss from "pg-boss";

// Up to 9, nothing is retried unless retryLimit says so.
export const settle = (boss: PgBoss, id: string) =>
  boss.send("settle", { id }, { retryBackoff: true, retryDelay: 3000 }); // ok: no-uncapped-backoff — no retry in this version
