import axios from "axios";
import axiosRetry from "axios-retry";
import { backOff } from "exponential-backoff";
import got from "got";
import Redis from "ioredis";
import ky from "ky";
import pRetry from "p-retry";
import { ExponentialBackoff, handleAll, retry } from "cockatiel";
import { task } from "@trigger.dev/sdk/v3";

export const readPrices = () =>
  pRetry(() => fetch("https://prices.example.com"), { retries: 4, minTimeout: 500 }); // expect: no-uncapped-backoff/bounded advice

export const readStock = () =>
  pRetry(() => fetch("https://stock.example.com"), { forever: true }); // expect: no-uncapped-backoff/endless error

export const readOrders = () =>
  pRetry(() => fetch("https://orders.example.com"), { retries: 20 }); // expect: no-uncapped-backoff/tooLong error

export const readCapped = () =>
  pRetry(() => fetch("https://orders.example.com"), { retries: 20, maxTimeout: 30_000 }); // ok: no-uncapped-backoff — maxTimeout

export const readWith = (options: { retries: number }) =>
  pRetry(() => fetch("https://orders.example.com"), options); // ok: no-uncapped-backoff — options of the caller

export const readUsers = () =>
  backOff(() => fetch("https://users.example.com"), { numOfAttempts: 6 }); // expect: no-uncapped-backoff/bounded advice

export const readUsersCapped = () =>
  backOff(() => fetch("https://users.example.com"), { numOfAttempts: 30, maxDelay: 10_000 }); // ok: no-uncapped-backoff — maxDelay

axiosRetry(axios, { retries: 3, retryDelay: () => 2000 }); // ok: no-uncapped-backoff — constant
axiosRetry(axios, { retries: 18, retryDelay: axiosRetry.exponentialDelay }); // expect: no-uncapped-backoff/tooLong error

axiosRetry(axios, {
  retries: 3,
  retryDelay: retryCount => retryCount * 1000, // ok: no-uncapped-backoff — linear
});

axiosRetry(axios, {
  retries: 5,
  retryDelay: retryCount => Math.pow(2, retryCount) * 1000, // expect: no-uncapped-backoff/bounded advice
});

export const client = got.extend({ retry: { limit: 5 } }); // expect: no-uncapped-backoff/bounded advice
export const plain = got.extend({ prefixUrl: "https://api.example.com" }); // ok: no-uncapped-backoff — no retry options
export const api = ky.create({ retry: { limit: 5, backoffLimit: 3000 } }); // ok: no-uncapped-backoff — backoffLimit

export const redis = new Redis({
  retryStrategy: times => Math.min(times * 50, 2000), // ok: no-uncapped-backoff — 2 s at most
});

export const cache = new Redis({
  retryStrategy: times => 100 * 2 ** times, // expect: no-uncapped-backoff/endless error
});

export const policy = retry(handleAll, {
  maxAttempts: 50,
  backoff: new ExponentialBackoff(), // ok: no-uncapped-backoff — 30 s at most
});

export const report = task({
  id: "report",
  retry: { maxAttempts: 30, factor: 2, minTimeoutInMs: 1000 }, // ok: no-uncapped-backoff — 60 s at most by default
  run: async () => fetch("https://report.example.com"),
});
