import assert from "node:assert/strict";
import type { Retry } from "../../../rules/concepts/retry/index.ts";
import { python, retriesOf, typescript } from "./retries.ts";

const celery = (decorator: string, body = "raise self.retry(countdown=2 ** self.request.retries)") =>
  python(`from celery import shared_task\n\n@shared_task(${decorator})\ndef job(self):\n    ${body}\n`);

const loop = (head: string, rest = "") =>
  typescript(`
const sleep = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
async function run(send: () => Promise<boolean>, options: { retries: number }) {
  ${head} {
    if (await send()) return;
    ${rest}
    await sleep(100 * 2 ** attempt);
  }
}`);

/** "3 by max_retries=3", "limited by …", "absent: …", "unknown". */
function attempts(retry: Retry): string {
  const found = retry.attempts;
  if (found.is === "known") return `${found.retries} by ${found.bound.text}`;
  if (found.is === "absent") return `absent: ${found.why}`;
  return found.bound ? `limited by ${found.bound.text}` : "unknown";
}

const CASES: [string, () => Retry, string][] = [
  ["a decorator's option", () => celery("bind=True, max_retries=5"), "5 by max_retries=5"],
  ["the library's default", () => celery("bind=True"), "3 by Celery's default of 3 retries"],
  ["no limit on the task", () => celery("bind=True, max_retries=None"), "absent: `max_retries=None` on the task"],
  [
    "the call's own limit",
    () => celery("bind=True, max_retries=5", "raise self.retry(countdown=2 ** self.request.retries, max_retries=8)"),
    "8 by max_retries=8",
  ],
  [
    "None of the call, which is the task's",
    () => celery("bind=True, max_retries=5", "raise self.retry(countdown=2 ** self.request.retries, max_retries=None)"),
    "5 by max_retries=5",
  ],
  [
    "a setting that is not known",
    () => celery("bind=True, max_retries=settings.RETRIES"),
    "limited by max_retries=settings.RETRIES",
  ],
  [
    "retry_kwargs of automatic retries",
    () =>
      python(
        `from celery import shared_task\n@shared_task(autoretry_for=(OSError,), retry_backoff=True, retry_kwargs={"max_retries": 7})\ndef job():\n    pass\n`,
      ),
    "7 by max_retries=7",
  ],
  [
    "a loop over a range",
    () => python(`import time\ndef f():\n    for n in range(2, 7):\n        time.sleep(2 ** n)\n`),
    "5 by range(2, 7)",
  ],
  ["a for loop", () => loop("for (let attempt = 0; attempt < 6; attempt++)"), "6 by attempt < 6"],
  ["a for loop from one", () => loop("for (let attempt = 1; attempt <= 6; attempt++)"), "6 by attempt <= 6"],
  [
    "a tighter guard in the loop",
    () => loop("for (let attempt = 0; attempt < 6; attempt++)", "if (attempt === 4) throw new Error();"),
    "4 by attempt === 4",
  ],
  [
    "an endless loop with an exit",
    () => loop("for (let attempt = 0; ; attempt++)", "if (attempt >= 9) break;"),
    "9 by attempt >= 9",
  ],
  [
    "an endless loop",
    () => loop("for (let attempt = 0; ; attempt++)"),
    "absent: `for (let attempt = 0; ; attempt++)` has no exit on a number of attempts",
  ],
  [
    "a limit of unknown size",
    () => loop("for (let attempt = 0; attempt < options.retries; attempt++)"),
    "limited by attempt < options.retries",
  ],
  [
    "a counter that counts down",
    () =>
      python(
        `import time\ndef f(tries=4):\n    delay = 1\n    while tries > 0:\n        time.sleep(delay)\n        tries -= 1\n        delay *= 3\n`,
      ),
    "4 by tries > 0",
  ],
  [
    "a test after the wait",
    () =>
      python(
        `import time\ndef f():\n    n = 0\n    while True:\n        time.sleep(2 ** n)\n        n += 1\n        if n == 5:\n            raise RuntimeError\n`,
      ),
    "5 by n == 5",
  ],
  [
    "options of a library",
    () => typescript(`import pRetry from "p-retry"; pRetry(run, { retries: 6 });`),
    "6 by retries: 6",
  ],
  [
    "attempts as a library counts them",
    () => typescript(`import { backOff } from "exponential-backoff"; backOff(run, { numOfAttempts: 6 });`),
    "5 by numOfAttempts: 6",
  ],
  [
    "a library's default number",
    () => typescript(`import pRetry from "p-retry"; pRetry(run, { minTimeout: 10 });`),
    "10 by the default of 10 retries of p-retry",
  ],
  [
    "a deadline",
    () =>
      python(
        `from tenacity import retry, stop_after_delay, wait_exponential\n@retry(wait=wait_exponential(), stop=stop_after_delay(60))\ndef f():\n    pass\n`,
      ),
    "limited by stop_after_delay(60)",
  ],
  [
    "the tighter of two strategies",
    () =>
      python(
        `from tenacity import retry, stop_after_attempt, stop_after_delay, wait_exponential\n@retry(wait=wait_exponential(), stop=stop_after_attempt(4) | stop_after_delay(60))\ndef f():\n    pass\n`,
      ),
    "3 by stop_after_attempt(4)",
  ],
];

describe("attempts of a retry", () => {
  for (const [name, make, expected] of CASES)
    it(`are read from ${name}`, () => assert.equal(attempts(make()), expected));

  it("come from a constant of another file", () => {
    const [retry] = retriesOf({
      "limits.py": "MAX_RETRIES = 6\n",
      "app.py":
        "import time\nfrom limits import MAX_RETRIES\n\ndef f():\n    for n in range(MAX_RETRIES):\n        time.sleep(2 ** n)\n",
    });
    assert.equal(attempts(retry!), "6 by range(MAX_RETRIES)");
  });

  it("come from the base class of the task", () => {
    const [retry] = retriesOf({
      "base.py": "from celery import Task\n\nclass Reliable(Task):\n    max_retries = 9\n",
      "app.py":
        "from celery import shared_task\nfrom base import Reliable\n\n@shared_task(bind=True, base=Reliable)\ndef job(self):\n    raise self.retry(countdown=2 ** self.request.retries)\n",
    });
    assert.equal(attempts(retry!), "9 by `max_retries = 9` of the base class");
    assert.equal(retry!.attempts.is === "known" && retry!.attempts.bound.place.path, "base.py");
  });

  it("come from the annotations of all tasks, which beat the decorator", () => {
    const [retry] = retriesOf({
      "celery_app.py":
        'from celery import Celery\n\napp = Celery("app")\napp.conf.update(\n    task_annotations={"*": {"max_retries": 10, "default_retry_delay": 30}},\n)\n',
      "app.py":
        "from celery_app import app\n\n@app.task(bind=True, max_retries=5)\ndef job(self):\n    raise self.retry(exc=error)\n",
    });
    assert.equal(attempts(retry!), "10 by `max_retries = 10` of task_annotations");
    assert.equal(retry!.attempts.is === "known" && retry!.attempts.bound.place.path, "celery_app.py");
    assert.deepEqual(retry!.delays[0]!.schedule.slice(0, 2), [30_000, 30_000]);
  });

  it("come from the base class of the task, with its delay", () => {
    const [retry] = retriesOf({
      "base.py":
        "from celery import Task\n\nclass Reliable(Task):\n    max_retries = None\n    default_retry_delay = 20\n",
      "app.py":
        "from celery import shared_task\nfrom base import Reliable\n\n@shared_task(bind=True, base=Reliable)\ndef job(self):\n    raise self.retry(exc=error)\n",
    });
    assert.equal(attempts(retry!), "absent: `max_retries` is None of the base class");
    assert.deepEqual(retry!.delays[0]!.schedule.slice(0, 2), [20_000, 20_000]);
  });

  it("that the call itself gives are not changed by annotations", () => {
    const [retry] = retriesOf({
      "celery_app.py":
        'from celery import Celery\n\napp = Celery("app")\napp.conf.task_annotations = {"*": {"max_retries": 10}}\n',
      "app.py":
        "from celery_app import app\n\n@app.task(bind=True)\ndef job(self):\n    raise self.retry(exc=error, max_retries=2)\n",
    });
    assert.equal(attempts(retry!), "2 by max_retries=2");
  });

  it("of a formula are those of the loosest retry that uses it", () => {
    const retries = retriesOf({
      "a.ts": `import { backoff } from "./backoff"; const sleep = (ms: number) => new Promise(r => setTimeout(r, ms)); export async function f() { for (let n = 0; n < 3; n++) await sleep(backoff(n)); }`,
      "b.ts": `import { backoff } from "./backoff"; const sleep = (ms: number) => new Promise(r => setTimeout(r, ms)); export async function f() { for (let n = 0; n < 8; n++) await sleep(backoff(n)); }`,
      "backoff.ts": `export const backoff = (attempt: number) => 100 * 2 ** attempt;`,
    });
    assert.equal(retries.length, 1);
    assert.equal(retries[0]!.attempts.is === "known" && retries[0]!.attempts.retries, 8);
    assert.deepEqual(retries[0]!.users.map(user => user.path).sort(), ["a.ts", "b.ts"]);
  });
});
