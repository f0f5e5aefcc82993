import assert from "node:assert/strict";
import type { Retry } from "../../../rules/concepts/retry/index.ts";
import { python, retriesOf, typescript } from "./retries.ts";

const sleeping = (body: string) => typescript(`import { setTimeout as sleep } from "node:timers/promises";\n${body}`);

/** Growth, factor, limit and the first delays in milliseconds. */
function delays(retry: Retry): string {
  const [delay] = retry.delays;
  if (!delay) return "none";
  const limit = delay.limit.is === "known" ? `≤${delay.limit.ms}` : delay.limit.is;
  const factor = delay.factor === undefined ? "" : ` ×${delay.factor}`;
  return `${delay.growth}${factor} ${limit}${delay.jitter ? " jitter" : ""}: ${delay.schedule.slice(0, 4).join(" ")}`;
}

const CASES: [string, () => Retry, string][] = [
  [
    "seconds",
    () => python(`import time\nfor n in range(3):\n    time.sleep(2 ** n)\n`),
    "exponential ×2 absent: 1000 2000 4000",
  ],
  [
    "milliseconds",
    () => sleeping(`for (let n = 0; n < 3; n++) await sleep(50 * 3 ** n);`),
    "exponential ×3 absent: 50 150 450",
  ],
  [
    "a shift",
    () => sleeping(`for (let n = 0; n < 3; n++) await sleep(100 << n);`),
    "exponential ×2 absent: 100 200 400",
  ],
  ["a square", () => sleeping(`for (let n = 1; n <= 3; n++) await sleep(n * n * 100);`), "growing absent: 100 400 900"],
  ["a multiple", () => sleeping(`for (let n = 1; n <= 3; n++) await sleep(n * 100);`), "linear absent: 100 200 300"],
  [
    "a minimum",
    () => sleeping(`for (let n = 0; n < 5; n++) await sleep(Math.min(100 * 2 ** n, 500));`),
    "none ≤500: 100 200 400 500",
  ],
  [
    "a minimum in the exponent",
    () => sleeping(`for (let n = 0; n < 5; n++) await sleep(100 * 2 ** Math.min(n, 2));`),
    "none ≤400: 100 200 400 400",
  ],
  [
    "a remainder",
    () => sleeping(`for (let n = 0; n < 5; n++) await sleep(100 * 2 ** (n % 2));`),
    "none ≤100: 100 200 100 200",
  ],
  [
    "a conditional clamp",
    () => sleeping(`for (let n = 0; n < 5; n++) { const d = 100 * 2 ** n; await sleep(d > 300 ? 300 : d); }`),
    "none ≤300: 100 200 300 300",
  ],
  [
    "a table",
    () => sleeping(`const T = [5, 10, 60]; for (let n = 0; n < 3; n++) await sleep(T[n]);`),
    "none unknown: 5 10 60",
  ],
  [
    "full jitter",
    () => sleeping(`for (let n = 0; n < 3; n++) await sleep(Math.random() * 100 * 2 ** n);`),
    "exponential absent jitter: 100 200 400",
  ],
  [
    "added jitter",
    () => python(`import time, random\nfor n in range(3):\n    time.sleep(2 ** n + random.uniform(0, 1))\n`),
    "exponential absent jitter: 2000 3000 5000",
  ],
  [
    "a variable that doubles",
    () => sleeping(`let d = 100; for (let n = 0; n < 3; n++) { await sleep(d); d *= 2; }`),
    "exponential ×2 absent: 100 200 400",
  ],
  [
    "a variable that doubles before the wait",
    () => sleeping(`let d = 100; for (let n = 0; n < 3; n++) { d = d * 2; await sleep(d); }`),
    "exponential ×2 absent: 200 400 800",
  ],
  [
    "a variable that doubles up to a cap",
    () => sleeping(`let d = 100; for (let n = 0; n < 4; n++) { await sleep(d); d = Math.min(d * 2, 300); }`),
    "none ≤300: 100 200 300 300",
  ],
  [
    "waits that start with the second attempt",
    () => python(`import time\nfor n in range(4):\n    if n > 0:\n        time.sleep(10 * 2 ** n)\n`),
    "exponential ×2 absent: 20000 40000 80000",
  ],
  [
    "a member that falls back on itself",
    () =>
      sleeping(
        `class Api {
          private pause = 50;
          constructor(options: { pause?: number }) { this.pause = options.pause ?? this.pause; }
          async read() { for (let n = 0; n < 3; n++) await sleep(this.pause * 2 ** n); }
        }`,
      ),
    "exponential absent: ",
  ],
  [
    "Celery's own backoff",
    () =>
      python(
        `from celery import shared_task\n@shared_task(autoretry_for=(OSError,), retry_backoff=300, max_retries=4)\ndef f():\n    pass\n`,
      ),
    "none ≤600000 jitter: 300000 600000 600000 600000",
  ],
  [
    "tenacity",
    () =>
      python(
        `from tenacity import *\nimport tenacity\n@tenacity.retry(wait=tenacity.wait_exponential(multiplier=2, min=4), stop=tenacity.stop_after_attempt(5))\ndef f():\n    pass\n`,
      ),
    "exponential ×2 absent: 4000 4000 8000 16000",
  ],
  [
    "backoff in seconds with jitter",
    () =>
      python(
        `import backoff\n@backoff.on_exception(backoff.expo, OSError, max_tries=4, factor=3)\ndef f():\n    pass\n`,
      ),
    "exponential ×2 absent jitter: 3000 6000 12000",
  ],
  [
    "BullMQ, where three attempts are two waits",
    () => typescript(`queue.add("x", {}, { attempts: 3, backoff: { type: "exponential", delay: 1000 } });`),
    "exponential ×2 absent: 1000 2000",
  ],
  [
    "retrying in milliseconds",
    () =>
      python(
        `import retrying\n@retrying.retry(wait_exponential_multiplier=100, stop_max_attempt_number=4)\ndef f():\n    pass\n`,
      ),
    "exponential ×2 absent: 200 400 800",
  ],
  [
    "axios-retry's exponential delay",
    () =>
      typescript(
        `import axiosRetry from "axios-retry"; axiosRetry(client, { retries: 3, retryDelay: axiosRetry.exponentialDelay });`,
      ),
    "exponential ×2 absent jitter: 240 480 960",
  ],
];

describe("delays of a retry", () => {
  for (const [name, make, expected] of CASES) it(`are read from ${name}`, () => assert.equal(delays(make()), expected));

  it("use the unit of a home-made wait of another file", () => {
    const [retry] = retriesOf({
      "sleep.ts": `export const sleep = (seconds: number) => new Promise(resolve => setTimeout(resolve, seconds * 1000));`,
      "app.ts": `import { sleep } from "./sleep";\nexport async function f() { for (let n = 0; n < 3; n++) await sleep(2 ** n); }`,
    });
    assert.equal(delays(retry!), "exponential ×2 absent: 1000 2000 4000");
  });

  it("take a formula of another file", () => {
    const [retry] = retriesOf({
      "backoff.py": "def backoff(attempt, base=5):\n    return min(base * 2 ** attempt, 60)\n",
      "app.py":
        "import time\nfrom backoff import backoff\n\ndef f():\n    for n in range(6):\n        time.sleep(backoff(n))\n",
    });
    assert.equal(delays(retry!), "none ≤60000: 5000 10000 20000 40000");
  });

  it("say when they pass a duration", () => {
    const retry = python(`import time\nwhile True:\n    time.sleep(delay)\n    delay *= 2\n`);
    assert.equal(retry.delays[0]!.passes(60_000), undefined);
    const known = python(`import time\ndelay = 1\nwhile True:\n    time.sleep(delay)\n    delay *= 2\n`);
    assert.deepEqual(known.delays[0]!.passes(60_000), { retry: 7, ms: 64_000, text: "1 min 4 s" });
  });
});
