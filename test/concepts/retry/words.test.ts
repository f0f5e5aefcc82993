import assert from "node:assert/strict";
import { isAttemptName } from "../../../rules/concepts/retry/attempt-names.ts";
import { durationText } from "../../../rules/concepts/retry/duration.ts";

describe("durations in words", () => {
  const CASES: [number, string][] = [
    [0, "0 ms"],
    [250, "250 ms"],
    [999.4, "999.4 ms"],
    [1000, "1 s"],
    [1500, "1.5 s"],
    [59_990, "59.99 s"],
    [60_000, "1 min"],
    [64_000, "1 min 4 s"],
    [61_440_000, "17 h 4 min"],
    [3_600_000, "1 h"],
    [86_400_000, "1 d"],
    [95_000_000, "1 d 2 h"],
    [1e13, "more than 10 years"],
    [Infinity, "for ever"],
  ];
  for (const [ms, text] of CASES) it(`${ms} ms is ${text}`, () => assert.equal(durationText(ms), text));
});

describe("names of attempt counters", () => {
  for (const name of [
    "attempt",
    "retry_count",
    "retryCount",
    "attempts",
    "tries",
    "numRetries",
    "reconnectAttempts",
    "failure_count",
    "attemptsMade",
  ])
    it(`${name} counts`, () => assert.equal(isAttemptName(name, "job"), true));
  for (const name of [
    "max_retries",
    "maxAttempts",
    "retryDelay",
    "retry_after",
    "MAX_RETRIES",
    "isRetry",
    "retriesLeft",
    "retryAt",
    "count",
    "index",
    "retryLimit",
    "backoff",
  ])
    it(`${name} does not count`, () => assert.equal(isAttemptName(name), false));
  it("options.retries is a limit", () => assert.equal(isAttemptName("retries", "options"), false));
});
