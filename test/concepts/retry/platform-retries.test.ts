import assert from "node:assert/strict";
import { DELIVERIES } from "../../../rules/libraries/delivery.ts";
import { PLATFORM_RETRIES, platformRetries } from "../../../rules/libraries/platform-retries.ts";

const rowOf = (platform: string) => PLATFORM_RETRIES.find(row => row.platform === platform)!;

describe("platforms that run a handler again", () => {
  const CASES: [platform: string, version: string | undefined, retries: number | "endless"][] = [
    ["Celery", undefined, 3],
    ["Dramatiq", undefined, 20],
    ["Huey", undefined, 0],
    ["RQ", undefined, 0],
    ["arq", undefined, 4],
    ["taskiq", undefined, 0],
    ["procrastinate", undefined, 0],
    ["BullMQ", undefined, 0],
    ["Bull", undefined, 0],
    ["Bee-Queue", undefined, 0],
    ["Agenda", "6.2.6", 0],
    ["pg-boss", "12.27.0", 2],
    ["pg-boss", "9.0.3", 0],
    ["pg-boss", undefined, 0],
    ["Graphile Worker", undefined, 24],
    ["QStash", undefined, 3],
    ["Inngest", undefined, 4],
    ["Trigger.dev", undefined, 0],
    ["Cloudflare Queues", undefined, 3],
    ["AWS", undefined, 2],
    ["SQS", undefined, "endless"],
    ["Pub/Sub", undefined, "endless"],
    ["Temporal", undefined, "endless"],
    ["the schedule", undefined, 0],
  ];
  for (const [platform, version, retries] of CASES)
    it(`${platform}${version === undefined ? "" : ` ${version}`} does so ${retries} times`, () =>
      assert.equal(platformRetries(rowOf(platform), version), retries));

  it("are the queues and clocks of the deliveries, once each", () => {
    const named = PLATFORM_RETRIES.map(row => row.platform);
    assert.equal(new Set(named).size, named.length);
    const queues = DELIVERIES.filter(
      row => !row.inPlace && !row.webhook && !/^Kafka$|^Cloud Functions$/u.test(row.platform),
    );
    assert.deepEqual(
      queues.filter(row => !named.includes(row.platform)).map(row => row.platform),
      [],
    );
    for (const [platform] of CASES) assert.match(rowOf(platform).source, /\S/u);
  });
});
