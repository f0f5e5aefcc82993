import assert from "node:assert/strict";
import { cronPeriod } from "../../../rules/concepts/run/periods.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("periods of schedules", () => {
  const cases: [string, number | undefined][] = [
    ["* * * * *", MINUTE],
    ["*/5 8-18 * * 1-6", 5 * MINUTE],
    ["2-59/10 * * * *", 10 * MINUTE],
    ["0,30 * * * *", 30 * MINUTE],
    ["0 * * * *", HOUR],
    ["0 1,13 * * *", 12 * HOUR],
    ["0 7 * * *", DAY],
    ["0 6 * * 1", 7 * DAY],
    ["0 6 * * 1-5", DAY],
    ["0 6 1 * *", 28 * DAY],
    ["0 13 25-31,1-5 * *", DAY],
    ["0 */15 * * * *", 15 * MINUTE],
    ["*/10 * * * * *", 10_000],
    ["TZ=Europe/Paris 0 12 * * 5", 7 * DAY],
    ["@hourly", HOUR],
    ["every 5 minutes", undefined],
    ["", undefined],
  ];
  for (const [text, expected] of cases)
    it(`gives the shortest time between two ticks of "${text}"`, () => assert.equal(cronPeriod(text), expected));
});
