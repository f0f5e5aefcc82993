import { Agenda, constant, exponential, linear } from "agenda";
import retryAsync from "async-retry";
import promiseRetry from "promise-retry";
import nodeRetry from "retry";
import { Agent, RetryAgent } from "undici";
import { handleAll, IterableBackoff, retry } from "cockatiel";
import fetchRetry from "fetch-retry";
import { Client } from "@upstash/qstash";
import { proxyActivities } from "@temporalio/workflow";
import { quickAddJob } from "graphile-worker";
import { inngest } from "./inngest-client";

export const readRates = () =>
  retryAsync(() => fetch("https://rates.example.com"), { retries: 6 }); // expect: no-uncapped-backoff/bounded advice

// `undefined` overwrites the default of ten: the call is tried once.
export const readOnce = (options?: { retries?: number }) =>
  retryAsync(() => fetch("https://rates.example.com"), { retries: undefined }); // ok: no-uncapped-backoff — no retry at all

export const readNews = () =>
  promiseRetry({ retries: 25 }, again => fetch("https://news.example.com").catch(again)); // expect: no-uncapped-backoff/tooLong error

export const readNewsCapped = () =>
  promiseRetry({ retries: 25, maxTimeout: 60_000 }, again => fetch("https://news.example.com").catch(again)); // ok: no-uncapped-backoff — maxTimeout

export const operation = nodeRetry.operation({ retries: 5, factor: 3, minTimeout: 1000 }); // expect: no-uncapped-backoff/bounded advice

export const agent = new RetryAgent(new Agent(), { maxRetries: 40 }); // ok: no-uncapped-backoff — 30 s at most by default

export const policy = retry(handleAll, { maxAttempts: 20, backoff: new IterableBackoff([100, 1000, 5000]) }); // ok: no-uncapped-backoff — the last of the list repeats

export const reader = fetchRetry(fetch, {
  retries: 12,
  retryDelay: attempt => 1000 * 2 ** attempt, // expect: no-uncapped-backoff/bounded advice
});
export const steady = fetchRetry(fetch, { retries: 12, retryDelay: 2000 }); // ok: no-uncapped-backoff — the same every time

export function defineJobs(agenda: Agenda): void {
  agenda.define("invoice", async () => {}, { backoff: exponential({ maxRetries: 15 }) }); // expect: no-uncapped-backoff/tooLong error
  agenda.define("digest", async () => {}, { backoff: exponential({ maxRetries: 15, maxDelay: 600_000 }) }); // ok: no-uncapped-backoff — maxDelay
  agenda.define("sync", async () => {}, { backoff: linear({ maxRetries: 5 }) }); // ok: no-uncapped-backoff — linear
  agenda.define("ping", async () => {}, { backoff: constant({ delay: 500 }) }); // ok: no-uncapped-backoff — constant
}

export async function publish(qstash: Client): Promise<void> {
  const own = new Client({ token: process.env.QSTASH_TOKEN });
  await own.publishJSON({ url: "https://app.example.com/hook", body: {}, retries: 5 }); // ok: no-uncapped-backoff — a day at most
}

export const { charge } = proxyActivities({
  startToCloseTimeout: "1 minute",
  retry: { initialInterval: "5 seconds", backoffCoefficient: 3 }, // ok: no-uncapped-backoff — 100 times the first interval at most
});

export const enqueue = (pool: object) =>
  quickAddJob(pool, "report", {}, { maxAttempts: 25 }); // ok: no-uncapped-backoff — e^10 s at most

export const report = inngest.createFunction(
  { id: "report", retries: 20 }, // ok: no-uncapped-backoff — a table that ends at two hours
  { event: "report/asked" },
  async () => {},
);
