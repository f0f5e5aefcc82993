import retryAsync from "async-retry";
import axios from "axios";
import axiosRetry from "axios-retry";
import { backOff } from "exponential-backoff";
import { handleAll, IterableBackoff, retry } from "cockatiel";
import fetchRetry from "fetch-retry";
import pRetry from "p-retry";
import { Agent, RetryAgent } from "undici";
import { proxyActivities } from "@temporalio/workflow";
import { Client } from "@upstash/qstash";

export const policy = retry(handleAll, {}); // expect: no-unbounded-retry/byDefault error
export const waiting = retry(handleAll, { backoff: new IterableBackoff([100, 500]) }); // expect: no-unbounded-retry/byDefault error
export const limited = retry(handleAll, { maxAttempts: 5, backoff: new IterableBackoff([100, 500]) }); // ok: no-unbounded-retry — maxAttempts

// A function takes the place of `retries`: three is never read.
export const reader = fetchRetry(fetch, {
  retries: 3,
  retryOn: (_attempt, error, response) => error !== null || (response?.status ?? 0) >= 500, // expect: no-unbounded-retry/byChoice warning
});
export const counted = fetchRetry(fetch, {
  retryOn: (attempt, error) => attempt < 3 && error !== null, // ok: no-unbounded-retry — looks at the attempt
});
export const listed = fetchRetry(fetch, { retries: 3, retryOn: [503] }); // ok: no-unbounded-retry — a list leaves `retries` in force
export const plain = fetchRetry(fetch); // ok: no-unbounded-retry — three by default

export const { charge } = proxyActivities({ startToCloseTimeout: "1 minute" }); // expect: no-unbounded-retry/byDefault warning
export const { refund } = proxyActivities({ startToCloseTimeout: "1 minute", retry: { maximumAttempts: 5 } }); // ok: no-unbounded-retry — maximumAttempts
export const { settle } = proxyActivities({ scheduleToCloseTimeout: "1 day", retry: { backoffCoefficient: 1 } }); // ok: no-unbounded-retry — ends with the schedule

export const readForEver = () => pRetry(() => fetch("https://a.example.com"), { forever: true }); // expect: no-unbounded-retry/byChoice warning
export const readForAnHour = () => pRetry(() => fetch("https://a.example.com"), { forever: true, maxRetryTime: 3_600_000 }); // ok: no-unbounded-retry — an hour at most
export const readOften = () => pRetry(() => fetch("https://a.example.com")); // ok: no-unbounded-retry — ten by default
export const readNever = () => retryAsync(() => fetch("https://a.example.com"), { retries: undefined }); // ok: no-unbounded-retry — none
export const readTen = () => backOff(() => fetch("https://a.example.com")); // ok: no-unbounded-retry — ten attempts by default

axiosRetry(axios, { retries: Infinity }); // expect: no-unbounded-retry/byChoice warning
axiosRetry(axios); // ok: no-unbounded-retry — three by default

export const agent = new RetryAgent(new Agent()); // ok: no-unbounded-retry — five by default
export const publish = (qstash = new Client()) => qstash.publishJSON({ url: "https://app.example.com/hook" }); // ok: no-unbounded-retry — three by default
