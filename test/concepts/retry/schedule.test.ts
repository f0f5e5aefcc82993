import assert from "node:assert/strict";
import type { Retry } from "../../../rules/concepts/retry/index.ts";
import { retrySchedule } from "../../../rules/concepts/retry/schedule-table.ts";
import { python, retriesOf, typescript } from "./retries.ts";

const facts = (retry: Retry) =>
  retrySchedule(retry).facts.map(
    ({ of, text, place, source }) => `${of}: ${text}, line ${place.line}${source === undefined ? "" : `, ${source}`}`,
  );

describe("the schedule of a retry", () => {
  it("is plain data that says when each attempt happens and where the numbers come from", () => {
    const retry = python(
      `from celery import shared_task\n\n@shared_task(bind=True, max_retries=3)\ndef push(self):\n    raise self.retry(countdown=10 * 2**self.request.retries)\n`,
    );
    const schedule = retrySchedule(retry);
    assert.deepEqual(JSON.parse(JSON.stringify(schedule)), schedule);
    assert.equal(schedule.name, "`push`");
    assert.deepEqual(schedule.attempts, { is: "known", count: 4, atMost: false });
    assert.deepEqual(
      schedule.steps.map(step => [step.attempt, step.wait.highMs, step.since.highMs]),
      [
        [2, 10_000, 10_000],
        [3, 20_000, 30_000],
        [4, 40_000, 70_000],
      ],
    );
    assert.deepEqual(schedule.total, { lowMs: 70_000, highMs: 70_000 });
    assert.equal(schedule.jitter, false);
    assert.deepEqual(facts(retry), ["attempts: max_retries=3, line 3", "delay: 10 * 2**self.request.retries, line 5"]);
  });

  it("says the package and file of a default", () => {
    const retry = typescript(`import pRetry from "p-retry";\nawait pRetry(load);`);
    assert.deepEqual(facts(retry), [
      "attempts: the default of 10 retries of p-retry, line 2, p-retry@7.1.1 index.js:54-106; retry@0.13 lib/retry.js",
      "delay: as p-retry computes it, line 2",
    ]);
    assert.equal(retrySchedule(retry).afterLast, "the last error is thrown");
  });

  it("says which version the project has", () => {
    const [retry] = retriesOf({
      "package.json": '{ "dependencies": { "p-retry": "^6.2.0" } }',
      "app.ts": 'import pRetry from "p-retry"; await pRetry(load);',
    });
    assert.equal(retrySchedule(retry!).installed, "p-retry ^6.2.0");
  });

  it("shows the first and the last attempts of a long retry", () => {
    const retry = typescript(`import pRetry from "p-retry"; await pRetry(load, { retries: 30, maxTimeout: 60_000 });`);
    const { steps, total } = retrySchedule(retry);
    assert.deepEqual(
      steps.map(step => step.attempt),
      [2, 3, 4, 5, 6, 31],
    );
    assert.deepEqual(total, { lowMs: 1_503_000, highMs: 1_503_000 });
  });

  it("has no total without an end, and says why there is none", () => {
    const retry = python(
      `from tenacity import retry, wait_fixed\n\n@retry(wait=wait_fixed(2))\ndef load():\n    pass\n`,
    );
    const { attempts, steps, total } = retrySchedule(retry);
    assert.deepEqual(attempts, { is: "endless", why: "`stop` is not set" });
    assert.equal(steps.length, 5);
    assert.equal(total, undefined);
  });

  it("has no steps when the delay is not known", () => {
    const retry = typescript(
      `import pRetry from "p-retry"; await pRetry(load, { retries: 3, minTimeout: settings.wait });`,
    );
    const { attempts, steps, total } = retrySchedule(retry);
    assert.deepEqual([attempts.is, steps, total], ["known", [], undefined]);
  });

  it("ends with a deadline", () => {
    const until = (stop: string, wait: string) =>
      retrySchedule(
        python(
          `from tenacity import *\nimport tenacity as t\n\n@t.retry(stop=t.${stop}, wait=t.${wait})\ndef load():\n    pass\n`,
        ),
      );
    const fixed = until("stop_after_delay(25)", "wait_fixed(10)");
    assert.deepEqual(fixed.attempts, { is: "known", count: 4, atMost: true });
    assert.deepEqual(until("stop_after_delay(25)", "wait_random(0, 10)").attempts, { is: "until", ms: 25_000 });
    assert.deepEqual(
      fixed.facts.map(fact => fact.of),
      ["deadline", "delay"],
    );
  });

  it("of a loop that ends by its head has a wait that nothing follows", () => {
    const loop = (head: string) =>
      retrySchedule(
        python(
          `import time\n\ndef load():\n    for n in range(3):\n        try:\n            return work()\n        except OSError:\n            ${head}time.sleep(2**n)\n`,
        ),
      );
    const { attempts, steps, total, idle } = loop("");
    assert.deepEqual(attempts, { is: "known", count: 3, atMost: false });
    assert.deepEqual(
      steps.map(step => step.wait.highMs),
      [1000, 2000],
    );
    assert.deepEqual([total?.highMs, idle?.highMs], [3000, 4000]);
    const guarded = loop("if n < 2: ");
    assert.deepEqual(guarded.attempts, { is: "known", count: 3, atMost: false });
    assert.deepEqual([guarded.total?.highMs, guarded.idle], [3000, undefined]);
  });

  it("of one way to wait is not that of another", () => {
    const retry = typescript(
      `import { setTimeout as sleep } from "node:timers/promises";
for (let n = 0; n < 3; n++) {
  let delay = 100 * 2 ** n;
  if (response.status === 429) delay = 60_000 * 2 ** n;
  await sleep(delay);
}`,
    );
    assert.equal(retry.delays.length, 2);
    const totals = retry.delays.map(delay => retrySchedule(retry, delay).total?.highMs);
    assert.deepEqual(totals.sort(), [180_000, 300]);
    assert.equal(retrySchedule(retry).total?.highMs, 180_000, "the longest stands for the retry");
  });
});
