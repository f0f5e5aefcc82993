import { ConstantBackoff, ExponentialBackoff, handleAll, retry } from "cockatiel";
import { proxyActivities } from "@temporalio/workflow";
import fetchBuilder from "fetch-retry";
import Redis from "ioredis";
import pRetry from "p-retry";

import type { Mail } from "./mail";

// expect: no-unbounded-retry/byDefault error
export const policy = retry(handleAll, { backoff: new ExponentialBackoff() });

export const bounded = retry(handleAll, { maxAttempts: 4, backoff: new ConstantBackoff(500) }); // ok: no-unbounded-retry — four

// expect: no-unbounded-retry/byDefault warning
const { sendMail } = proxyActivities<Mail>({ startToCloseTimeout: "10 minutes" });

// ok: no-unbounded-retry — the activity must be done within a day, however often it is tried
const { sendReport } = proxyActivities<Mail>({ startToCloseTimeout: "1 minute", scheduleToCloseTimeout: "1 day" });

// ok: no-unbounded-retry — three attempts
const { sendLabel } = proxyActivities<Mail>({ startToCloseTimeout: "1 minute", retry: { maximumAttempts: 3 } });

export const mails = { sendMail, sendReport, sendLabel };

export const loadRates = () =>
  // expect: no-unbounded-retry/byChoice warning
  pRetry(() => fetch("https://rates.example.com"), { forever: true, maxTimeout: 30_000 });

export const loadPrices = () =>
  pRetry(() => fetch("https://prices.example.com"), { maxTimeout: 30_000 }); // ok: no-unbounded-retry — 10 retries

// ok: no-unbounded-retry — keeps a connection open, as long as the process lives
export const redis = new Redis({ maxRetriesPerRequest: null, retryStrategy: times => Math.min(times * 50, 2000) });

const fetchRetry = fetchBuilder(fetch);
export const loadStock = (sku: string) =>
  fetchRetry(`https://stock.example.com/${sku}`, { retries: 3 }); // ok: no-unbounded-retry — three retries
