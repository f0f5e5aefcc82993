import PgBoss from "pg-boss";

// From 10 on two retries are the default: 50 and 100 minutes later, each up to twice as long.
export const settle = (boss: PgBoss, id: string) =>
  boss.send("settle", { id }, { retryBackoff: true, retryDelay: 3000 }); // expect: no-uncapped-backoff/tooLong error
