import axios from "axios";
import axiosRetry from "axios-retry";
import PgBoss from "pg-boss";

export const orders = axios.create();
axiosRetry(orders, { retries: 3 }); // expect: require-retry-backoff/immediate warning

export const labels = axios.create();
axiosRetry(labels, { retries: 3, retryDelay: count => count * 500 }); // ok: require-retry-backoff — waits

const boss = new PgBoss("postgres://localhost/jobs");

export async function enqueue(id: string): Promise<void> {
  await boss.send("mail", { id }, { retryLimit: 4 }); // expect: require-retry-backoff/immediate warning
  await boss.send("mail", { id }, { retryLimit: 4, retryBackoff: true }); // ok: require-retry-backoff — grows
  await boss.send("mail", { id }, { retryLimit: 4, retryDelay: 30 }); // ok: require-retry-backoff — half a minute
}
