import assert from "node:assert/strict";
import { durationText } from "../../../rules/concepts/retry/duration.ts";
import { type DelayRange, retrySchedule } from "../../../rules/concepts/retry/schedule-table.ts";
import { RETRY_CHAINS, RETRY_SETTINGS } from "../../../rules/libraries/retry-settings.ts";
import { JOB_OPTIONS, RETRIES } from "../../../rules/libraries/retries.ts";
import { retriesOf } from "./retries.ts";

/** "4 attempts: 1 s, 2 s, 4 s = 7 s": calls, the first waits, and all waits together. */
function scheduleOf(files: Record<string, string>): string {
  return retriesOf(files)
    .map(retry => {
      const { attempts, steps, total } = retrySchedule(retry);
      const calls =
        attempts.is === "known"
          ? `${attempts.atMost ? "≤" : ""}${attempts.count} attempts`
          : attempts.is === "endless"
            ? "endless"
            : "unknown attempts";
      const waits = steps.slice(0, 4).map(step => text(step.wait));
      return `${calls}: ${waits.length === 0 ? "?" : waits.join(", ")}${total === undefined ? "" : ` = ${text(total)}`}`;
    })
    .join(" + ");
}

function text({ lowMs, highMs }: DelayRange): string {
  return lowMs === highMs ? durationText(highMs) : `${durationText(lowMs)}–${durationText(highMs)}`;
}

const python = (source: string) => ({ "app.py": source });
const typescript = (source: string) => ({ "app.ts": source });
const decorated = (imports: string, decorator: string) =>
  python(`${imports}\n\n${decorator}\ndef job(self):\n    work()\n`);
const celery = (decorator: string, body = "work()") =>
  python(`from celery import shared_task\n\n@shared_task(${decorator})\ndef job(self):\n    ${body}\n`);

/** Worst-case totals with defaults are those of the field's own documentation and sources; see the rows. */
const CASES: [library: string, files: Record<string, string>, expected: string][] = [
  // ── JavaScript
  [
    "p-retry",
    typescript(`import pRetry from "p-retry"; await pRetry(load);`),
    "11 attempts: 1 s, 2 s, 4 s, 8 s = 17 min 3 s",
  ],
  [
    "p-retry with randomize, which is up to twice as long",
    typescript(`import pRetry from "p-retry"; await pRetry(load, { retries: 2, randomize: true });`),
    "3 attempts: 1 s–2 s, 2 s–4 s = 3 s–6 s",
  ],
  [
    "p-retry for ever",
    typescript(`import pRetry from "p-retry"; await pRetry(load, { forever: true, maxTimeout: 5000 });`),
    "endless: 1 s, 2 s, 4 s, 5 s",
  ],
  [
    "async-retry, random by default",
    typescript(`import retry from "async-retry"; await retry(load, { retries: 2 });`),
    "3 attempts: 1 s–2 s, 2 s–4 s = 3 s–6 s",
  ],
  [
    "async-retry with retries undefined, which is none",
    typescript(`import retry from "async-retry"; await retry(load, { retries: undefined });`),
    "1 attempts: ? = 0 ms",
  ],
  [
    "promise-retry, whose options come first",
    typescript(`import retry from "promise-retry"; await retry({ retries: 2 }, again => load().catch(again));`),
    "3 attempts: 1 s, 2 s = 3 s",
  ],
  [
    "retry",
    typescript(
      `import retry from "retry"; const operation = retry.operation({ retries: 3, factor: 3, minTimeout: 500 });`,
    ),
    "4 attempts: 500 ms, 1.5 s, 4.5 s = 6.5 s",
  ],
  [
    "exponential-backoff",
    typescript(`import { backOff } from "exponential-backoff"; await backOff(load);`),
    "10 attempts: 100 ms, 200 ms, 400 ms, 800 ms = 51.1 s",
  ],
  [
    "axios-retry, which waits nothing",
    typescript(`import axiosRetry from "axios-retry"; axiosRetry(client);`),
    "4 attempts: 0 ms, 0 ms, 0 ms = 0 ms",
  ],
  [
    "axios-retry's exponential delay",
    typescript(
      `import axiosRetry from "axios-retry"; axiosRetry(client, { retries: 2, retryDelay: axiosRetry.exponentialDelay });`,
    ),
    "3 attempts: 200 ms–240 ms, 400 ms–480 ms = 600 ms–720 ms",
  ],
  [
    "fetch-retry",
    typescript(`import fetchRetry from "fetch-retry"; const f = fetchRetry(fetch, { retries: 3 });`),
    "4 attempts: 1 s, 1 s, 1 s = 3 s",
  ],
  [
    "fetch-retry whose function retryOn replaces retries",
    typescript(
      `import fetchRetry from "fetch-retry"; const f = fetchRetry(fetch, { retries: 3, retryOn: (n, error, response) => response.status >= 500 });`,
    ),
    "endless: 1 s, 1 s, 1 s, 1 s",
  ],
  [
    "got",
    typescript(`import got from "got"; await got(url, { retry: { limit: 2 } });`),
    "3 attempts: 1 s–1.1 s, 2 s–2.1 s = 3 s–3.2 s",
  ],
  [
    "ky",
    typescript(`import ky from "ky"; await ky.get(url, { retry: { limit: 3 } });`),
    "4 attempts: 300 ms, 600 ms, 1.2 s = 2.1 s",
  ],
  [
    "ky with a plain number",
    typescript(`import ky from "ky"; await ky.get(url, { retry: 1 });`),
    "2 attempts: 300 ms = 300 ms",
  ],
  ["ky without retries", typescript(`import ky from "ky"; await ky.get(url, { retry: 0 });`), "1 attempts: ? = 0 ms"],
  [
    "undici's RetryAgent",
    typescript(
      `import { Agent, RetryAgent } from "undici"; const agent = new RetryAgent(new Agent(), { maxRetries: 7 });`,
    ),
    "8 attempts: 500 ms, 1 s, 2 s, 4 s = 1 min 1 s",
  ],
  [
    "cockatiel without a limit and a backoff",
    typescript(`import { handleAll, retry } from "cockatiel"; const policy = retry(handleAll, {});`),
    "endless: 0 ms, 0 ms, 0 ms, 0 ms",
  ],
  [
    "cockatiel",
    typescript(
      `import { ConstantBackoff, handleAll, retry } from "cockatiel"; const policy = retry(handleAll, { maxAttempts: 3, backoff: new ConstantBackoff(50) });`,
    ),
    "4 attempts: 50 ms, 50 ms, 50 ms = 150 ms",
  ],
  [
    "cockatiel with a list",
    typescript(
      `import { handleAll, IterableBackoff, retry } from "cockatiel"; const policy = retry(handleAll, { maxAttempts: 4, backoff: new IterableBackoff([100, 200, 500]) });`,
    ),
    "5 attempts: 100 ms, 200 ms, 500 ms, 500 ms = 1.3 s",
  ],
  [
    "Trigger.dev",
    typescript(
      `import { task } from "@trigger.dev/sdk"; export const t = task({ id: "t", retry: {}, run: async () => {} });`,
    ),
    "3 attempts: 1 s–2 s, 2 s–4 s = 3 s–6 s",
  ],
  [
    "Temporal, for ever by default",
    typescript(
      `import { proxyActivities } from "@temporalio/workflow"; const { charge } = proxyActivities({ startToCloseTimeout: "1 minute" });`,
    ),
    "endless: 1 s, 2 s, 4 s, 8 s",
  ],
  [
    "Temporal with durations as text",
    typescript(
      `import { proxyActivities } from "@temporalio/workflow"; const { charge } = proxyActivities({ retry: { initialInterval: "10 seconds", maximumInterval: "30s", maximumAttempts: 4 } });`,
    ),
    "4 attempts: 10 s, 20 s, 30 s = 1 min",
  ],
  [
    "Temporal, whose longest interval is a hundred times the first",
    typescript(
      `import { proxyActivities } from "@temporalio/workflow"; const { charge } = proxyActivities({ retry: { initialInterval: "2 minutes", backoffCoefficient: 1, maximumAttempts: 3 } });`,
    ),
    "3 attempts: 2 min, 2 min = 4 min",
  ],
  [
    "QStash",
    typescript(
      `import { Client } from "@upstash/qstash"; const client = new Client(); await client.publishJSON({ url, body });`,
    ),
    "4 attempts: 12.18 s, 2 min 28 s, 30 min 8 s = 32 min 48 s",
  ],
  [
    "Inngest",
    typescript(
      `import { Inngest } from "inngest"; const inngest = new Inngest({ id: "app" }); export default inngest.createFunction({ id: "sync" }, { event: "sync" }, async () => {});`,
    ),
    "5 attempts: 15 s–45 s, 30 s–1 min, 1 min–1 min 30 s, 2 min–2 min 30 s = 3 min 45 s–5 min 45 s",
  ],
  [
    "Inngest with a client of another file",
    typescript(
      `import { inngest } from "./client"; export default inngest.createFunction({ id: "sync", retries: 1 }, { event: "sync" }, async () => {});`,
    ),
    "2 attempts: 15 s–45 s = 15 s–45 s",
  ],
  [
    "BullMQ, where three attempts are two waits",
    typescript(`queue.add("x", {}, { attempts: 3, backoff: { type: "exponential", delay: 1000 } });`),
    "3 attempts: 1 s, 2 s = 3 s",
  ],
  [
    "BullMQ with jitter",
    typescript(`queue.add("x", {}, { attempts: 3, backoff: { type: "exponential", delay: 1000, jitter: 0.5 } });`),
    "3 attempts: 500 ms–1 s, 1 s–2 s = 1.5 s–3 s",
  ],
  [
    "BullMQ with a fixed wait",
    typescript(`queue.add("x", {}, { attempts: 4, backoff: 5000 });`),
    "4 attempts: 5 s, 5 s, 5 s = 15 s",
  ],
  [
    "BullMQ without backoff",
    typescript(`import { Queue } from "bullmq"; const queue = new Queue("q"); queue.add("x", {}, { attempts: 3 });`),
    "3 attempts: 0 ms, 0 ms = 0 ms",
  ],
  [
    "Bull, whose exponential delay begins at one and triples first",
    typescript(
      `import Queue from "bull"; const queue = new Queue("q"); queue.add({}, { attempts: 4, backoff: { type: "exponential", delay: 1000 } });`,
    ),
    "4 attempts: 1 s, 3 s, 7 s = 11 s",
  ],
  [
    "pg-boss",
    {
      "package.json": `{ "dependencies": { "pg-boss": "^12.1.0" } }`,
      "app.ts": `boss.send("sync", {}, { retryBackoff: true });`,
    },
    "3 attempts: 1 s–2 s, 2 s–4 s = 3 s–6 s",
  ],
  [
    "pg-boss up to 9, which does not retry by default",
    {
      "package.json": `{ "dependencies": { "pg-boss": "9.0.3" } }`,
      "app.ts": `boss.send("sync", {}, { retryBackoff: true });`,
    },
    "1 attempts: ? = 0 ms",
  ],
  [
    "pg-boss of an unknown version",
    typescript(`boss.send("sync", {}, { retryBackoff: true });`),
    "unknown attempts: 1 s–2 s, 2 s–4 s, 4 s–8 s, 8 s–16 s",
  ],
  ["pg-boss without a delay", typescript(`boss.send("sync", {}, { retryLimit: 2 });`), "3 attempts: 0 ms, 0 ms = 0 ms"],
  [
    "bee-queue",
    typescript(
      `import Queue from "bee-queue"; const queue = new Queue("q"); queue.createJob({}).retries(3).backoff("exponential", 1000).save();`,
    ),
    "4 attempts: 1 s, 2 s, 4 s = 7 s",
  ],
  [
    "Agenda",
    typescript(
      `import { Agenda, exponential } from "agenda"; agenda.define("sync", run, { backoff: exponential({ maxRetries: 4 }) });`,
    ),
    "5 attempts: 1 s, 2 s, 4 s, 8 s = 15 s",
  ],
  [
    "Graphile Worker",
    typescript(`import { quickAddJob } from "graphile-worker"; await quickAddJob({}, "sync", {}, { maxAttempts: 4 });`),
    "4 attempts: 2.72 s, 7.39 s, 20.09 s = 30.19 s",
  ],
  // ── Python
  [
    "Celery's autoretry with backoff",
    celery("bind=True, autoretry_for=(OSError,), retry_backoff=True"),
    "4 attempts: 0 ms–1 s, 0 ms–2 s, 0 ms–4 s = 0 ms–7 s",
  ],
  [
    "Celery's backoff of half a second, which is one of a second",
    celery("bind=True, autoretry_for=(OSError,), retry_backoff=0.5"),
    "4 attempts: 0 ms–1 s, 0 ms–2 s, 0 ms–4 s = 0 ms–7 s",
  ],
  [
    "Celery's autoretry without backoff, which waits three minutes",
    celery("bind=True, autoretry_for=(OSError,)"),
    "4 attempts: 3 min, 3 min, 3 min = 9 min",
  ],
  [
    "Celery's self.retry",
    celery("bind=True", "raise self.retry(exc=error)"),
    "4 attempts: 3 min, 3 min, 3 min = 9 min",
  ],
  [
    "Celery's self.retry, whose max_retries=None means the default",
    celery("bind=True", "raise self.retry(exc=error, max_retries=None, countdown=5)"),
    "4 attempts: 5 s, 5 s, 5 s = 15 s",
  ],
  [
    "Celery without an end",
    celery("bind=True, max_retries=None", "raise self.retry(countdown=60)"),
    "endless: 1 min, 1 min, 1 min, 1 min",
  ],
  [
    "Celery, where retry_kwargs beat the decorator",
    celery(
      `bind=True, autoretry_for=(OSError,), max_retries=9, retry_kwargs={"max_retries": 2}, retry_backoff=10, retry_jitter=False`,
    ),
    "3 attempts: 10 s, 20 s = 30 s",
  ],
  [
    "a base class of Celery tasks",
    python(
      `from celery import Task\n\nclass Reliable(Task):\n    autoretry_for = (OSError,)\n    max_retries = 2\n    retry_backoff = 5\n    retry_jitter = False\n`,
    ),
    "3 attempts: 5 s, 10 s = 15 s",
  ],
  [
    "a base class of Celery tasks that leaves the rest to Celery",
    python(`from celery import Task\n\nclass Reliable(Task):\n    autoretry_for = (OSError,)\n`),
    "4 attempts: 3 min, 3 min, 3 min = 9 min",
  ],
  ["a bare tenacity", decorated("from tenacity import retry", "@retry"), "endless: 0 ms, 0 ms, 0 ms, 0 ms"],
  [
    "tenacity",
    decorated(
      "from tenacity import retry, stop_after_attempt, wait_exponential",
      "@retry(stop=stop_after_attempt(6), wait=wait_exponential(multiplier=1, min=4, max=10))",
    ),
    "6 attempts: 4 s, 4 s, 4 s, 8 s = 30 s",
  ],
  [
    "tenacity's chain",
    decorated(
      "from tenacity import retry, stop_after_attempt, wait_chain, wait_fixed",
      "@retry(stop=stop_after_attempt(5), wait=wait_chain(wait_fixed(1), wait_fixed(2), wait_fixed(5)))",
    ),
    "5 attempts: 1 s, 2 s, 5 s, 5 s = 13 s",
  ],
  [
    "tenacity's random exponential, which is full jitter",
    decorated(
      "from tenacity import retry, stop_after_attempt, wait_random_exponential",
      "@retry(stop=stop_after_attempt(4), wait=wait_random_exponential(max=60))",
    ),
    "4 attempts: 0 ms–1 s, 0 ms–2 s, 0 ms–4 s = 0 ms–7 s",
  ],
  [
    "tenacity with a deadline",
    decorated(
      "from tenacity import retry, stop_after_delay, wait_fixed",
      "@retry(stop=stop_after_delay(30), wait=wait_fixed(10))",
    ),
    "≤4 attempts: 10 s, 10 s, 10 s = 30 s",
  ],
  [
    "backoff",
    decorated("import backoff", "@backoff.on_exception(backoff.expo, OSError, max_tries=4)"),
    "4 attempts: 0 ms–1 s, 0 ms–2 s, 0 ms–4 s = 0 ms–7 s",
  ],
  [
    "backoff without a limit and jitter",
    decorated("import backoff", "@backoff.on_exception(backoff.fibo, OSError, jitter=None)"),
    "endless: 1 s, 1 s, 2 s, 3 s",
  ],
  [
    "backoff's constant",
    decorated("import backoff", "@backoff.on_predicate(backoff.constant, interval=2, max_tries=3, jitter=None)"),
    "3 attempts: 2 s, 2 s = 4 s",
  ],
  ["a bare retrying", decorated("from retrying import retry", "@retry"), "endless: 0 ms, 0 ms, 0 ms, 0 ms"],
  [
    "retrying, in milliseconds",
    decorated("from retrying import retry", "@retry(stop_max_attempt_number=3, wait_fixed=2000)"),
    "3 attempts: 2 s, 2 s = 4 s",
  ],
  [
    "retry",
    decorated("from retry import retry", "@retry(OSError, tries=4, delay=1, backoff=2)"),
    "4 attempts: 1 s, 2 s, 4 s = 7 s",
  ],
  [
    "retry with a range of jitter",
    decorated("from retry import retry", "@retry(OSError, tries=3, delay=1, jitter=(0, 3))"),
    "3 attempts: 1 s–4 s, 1 s–4 s = 2 s–8 s",
  ],
  ["retry without a limit", decorated("from retry import retry", "@retry()"), "endless: 0 ms, 0 ms, 0 ms, 0 ms"],
  [
    "stamina, which ends by its attempts or after 45 seconds",
    decorated("import stamina", "@stamina.retry(on=OSError)"),
    "≤10 attempts: 100 ms–1.1 s, 200 ms–1.2 s, 400 ms–1.4 s, 800 ms–1.8 s = 21.3 s–27.3 s",
  ],
  [
    "stamina without an end",
    decorated("import stamina", "@stamina.retry(on=OSError, attempts=None, timeout=None)"),
    "endless: 100 ms–1.1 s, 200 ms–1.2 s, 400 ms–1.4 s, 800 ms–1.8 s",
  ],
  [
    "urllib3, whose first retry follows at once",
    python(`from urllib3.util import Retry\nretry = Retry(total=5, backoff_factor=1)\n`),
    "6 attempts: 0 ms, 2 s, 4 s, 8 s = 30 s",
  ],
  [
    "urllib3's defaults, which wait nothing",
    python(`from urllib3 import Retry\nretry = Retry()\n`),
    "11 attempts: 0 ms, 0 ms, 0 ms, 0 ms = 0 ms",
  ],
  [
    "requests' adapter, which waits nothing",
    python(`from requests.adapters import HTTPAdapter\nadapter = HTTPAdapter(max_retries=3)\n`),
    "4 attempts: 0 ms, 0 ms, 0 ms = 0 ms",
  ],
  [
    "requests' adapter with a policy",
    python(
      `from requests.adapters import HTTPAdapter\nfrom urllib3 import Retry\nadapter = HTTPAdapter(max_retries=Retry(3, backoff_factor=0.5))\n`,
    ),
    "4 attempts: 0 ms, 1 s, 2 s = 3 s",
  ],
  [
    "httpx, for connections only",
    python(`import httpx\ntransport = httpx.HTTPTransport(retries=4)\n`),
    "5 attempts: 0 ms, 500 ms, 1 s, 2 s = 3.5 s",
  ],
  [
    "aiohttp_retry",
    python(`from aiohttp_retry import ExponentialRetry\noptions = ExponentialRetry(attempts=4, start_timeout=0.5)\n`),
    "4 attempts: 1 s, 2 s, 4 s = 7 s",
  ],
  [
    "aiohttp_retry's list, whose first entry is never waited",
    python(`from aiohttp_retry import ListRetry\noptions = ListRetry(timeouts=[1, 2, 5])\n`),
    "3 attempts: 2 s, 5 s = 7 s",
  ],
  [
    "aiohttp_retry's Fibonacci numbers",
    python(`from aiohttp_retry import FibonacciRetry\noptions = FibonacciRetry(attempts=5, max_timeout=8)\n`),
    "5 attempts: 2 s, 3 s, 5 s, 8 s = 18 s",
  ],
  ["RQ", python(`from rq import Retry\nretry = Retry(max=3)\n`), "4 attempts: 0 ms, 0 ms, 0 ms = 0 ms"],
  [
    "RQ's list of intervals, of which the last repeats",
    python(`from rq import Retry\nretry = Retry(max=4, interval=[10, 30])\n`),
    "5 attempts: 10 s, 30 s, 30 s, 30 s = 1 min 40 s",
  ],
  [
    "Dramatiq",
    decorated("import dramatiq", "@dramatiq.actor(max_retries=3)"),
    "4 attempts: 15 s–30 s, 30 s–1 min, 1 min–2 min = 1 min 45 s–3 min 30 s",
  ],
  [
    "a bare Dramatiq actor, which is retried for 39 days",
    decorated("import dramatiq", "@dramatiq.actor"),
    "21 attempts: 15 s–30 s, 30 s–1 min, 1 min–2 min, 2 min–4 min = 39 d 9 h–46 d 9 h",
  ],
  [
    "Huey",
    decorated("from huey import RedisHuey\nhuey = RedisHuey()", "@huey.task(retries=2, retry_delay=10)"),
    "3 attempts: 10 s, 10 s = 20 s",
  ],
  ["arq", python(`from arq.worker import func\njob = func(sync, max_tries=3)\n`), "3 attempts: 0 ms, 0 ms = 0 ms"],
  [
    "taskiq, where three retries are three runs",
    decorated("from tasks.app import broker", "@broker.task(retry_on_error=True, max_retries=3, delay=10)"),
    "3 attempts: 10 s, 10 s = 20 s",
  ],
  [
    "taskiq's middleware",
    python(
      `from taskiq import SmartRetryMiddleware\nretry = SmartRetryMiddleware(default_retry_count=4, default_delay=10, use_jitter=False, use_delay_exponent=True)\n`,
    ),
    "4 attempts: 10 s, 20 s, 30 s = 1 min",
  ],
  [
    "django-q2",
    python(`Q_CLUSTER = {"name": "app", "retry": 120, "timeout": 60}\n`),
    "endless: 2 min, 2 min, 2 min, 2 min",
  ],
  [
    "procrastinate without an end",
    decorated("import procrastinate\napp = procrastinate.App(connector=c)", "@app.task(retry=True)"),
    "endless: 0 ms, 0 ms, 0 ms, 0 ms",
  ],
  [
    "procrastinate",
    python(
      `from procrastinate import RetryStrategy\nretry = RetryStrategy(max_attempts=3, wait=5, exponential_wait=2)\n`,
    ),
    "4 attempts: 7 s, 9 s, 13 s = 29 s",
  ],
  [
    "botocore, whose max_attempts are retries",
    python(`from botocore.config import Config\nconfig = Config(retries={"max_attempts": 3, "mode": "standard"})\n`),
    "4 attempts: 0 ms–1 s, 0 ms–2 s, 0 ms–4 s = 0 ms–7 s",
  ],
  [
    "botocore, whose total_max_attempts are attempts",
    python(`from botocore.config import Config\nconfig = Config(retries={"total_max_attempts": 3})\n`),
    "3 attempts: 0 ms–1 s, 0 ms–2 s = 0 ms–3 s",
  ],
  [
    "google-api-core, which has only a deadline",
    python(`from google.api_core.retry import Retry\nretry = Retry()\n`),
    "unknown attempts: 0 ms–1 s, 0 ms–2 s, 0 ms–4 s, 0 ms–8 s",
  ],
  [
    "Cloud Tasks, whose default is not told",
    python(`from google.cloud import tasks_v2\nconfig = tasks_v2.RetryConfig(max_doublings=3)\n`),
    "unknown attempts: ?",
  ],
  [
    "Cloud Tasks for ever",
    python(`from google.cloud import tasks_v2\nconfig = tasks_v2.RetryConfig(max_attempts=-1)\n`),
    "endless: ?",
  ],
  [
    "Temporal's policy",
    python(
      `from datetime import timedelta\nfrom temporalio.common import RetryPolicy\npolicy = RetryPolicy(initial_interval=timedelta(seconds=2), maximum_attempts=3)\n`,
    ),
    "3 attempts: 2 s, 4 s = 6 s",
  ],
];

describe("schedules of libraries", () => {
  for (const [library, files, expected] of CASES)
    it(`${library}: ${expected}`, () => assert.equal(scheduleOf(files), expected));

  it("have a case for every row", () => {
    const told = new Set(CASES.flatMap(([, files]) => retriesOf(files).map(retry => retry.library?.source)));
    const rows = [...RETRIES, ...JOB_OPTIONS, ...RETRY_SETTINGS, ...RETRY_CHAINS];
    assert.deepEqual(
      rows.filter(row => !told.has(row.source)).map(row => row.title),
      [],
    );
  });

  it("say what comes after the last attempt", () => {
    const silent = CASES.filter(([, files]) => retriesOf(files).some(retry => !retry.library?.afterLast));
    assert.deepEqual(
      silent.map(([library]) => library),
      [],
    );
  });

  const LOOK_ALIKES: [name: string, files: Record<string, string>][] = [
    ["one's own options", typescript(`run({ attempts: 3, backoff: 2 });`)],
    ["one's own limit", typescript(`const options = { retryLimit: 3 };`)],
    [
      "an adapter without retries",
      python(`from requests.adapters import HTTPAdapter\nadapter = HTTPAdapter(pool_maxsize=4)\n`),
    ],
    ["a transport without retries", python(`import httpx\ntransport = httpx.HTTPTransport(http2=True)\n`)],
    ["a client without retry options", typescript(`import got from "got"; await got(url, { timeout: 1000 });`)],
    ["a task without retries", decorated("from huey import RedisHuey\nhuey = RedisHuey()", "@huey.task()")],
    ["retries that are turned off", decorated("from tasks.app import broker", "@broker.task(retry_on_error=False)")],
    [
      "a configuration without retries",
      python(`from botocore.config import Config\nconfig = Config(region_name="eu")\n`),
    ],
    ["another cluster", python(`CLUSTER = {"retry": 60}\n`)],
    ["a set of attempts", typescript(`attempts.add({ attempts: 3, at: now });`)],
  ];
  for (const [name, files] of LOOK_ALIKES) it(`are not made of ${name}`, () => assert.equal(scheduleOf(files), ""));
});
