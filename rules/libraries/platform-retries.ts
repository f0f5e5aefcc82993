/**
 * How often a platform or queue runs a handler again by itself: the outermost layer when retries multiply. DOMAIN.md §1.1,
 * §1.2, §1.4, §1.5. Keys are the platforms of `delivery.ts`. Invariant: `retries` counts runs after the first, with nothing
 * configured; what the code or a configuration file says comes before it.
 */
import { phrase } from "./phrase.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import { apply, attempt, DOUBLE_JITTER, number, option, plus, power, times } from "./retry-row.ts";
import { leastInVersion, type VersionRange } from "../semantics/versions.ts";

export interface PlatformRetryRow {
  /** As in `DELIVERIES`. */
  platform: string;
  /** Package whose version decides, where there is one. */
  package?: string;
  retries: number | "endless";
  versions?: readonly { when: VersionRange; retries: number }[];
  /** The option or setting that changes it, and what it counts. */
  option?: { name: string; counts: "attempts" | "retries" };
  /** As in `RetryRow`; absent when the next run follows at once, or when the platform decides. */
  delay?: Symbolic;
  unit?: "ms" | "s";
  cap?: { default: number };
  jitter?: { delay: Symbolic };
  afterLast: string;
  source: string;
}

/** Inngest's seconds before each retry; the last repeats. inngest/inngest pkg/backoff. */
export const INNGEST_DELAYS: readonly number[] = [15, 30, 60, 120, 300, 600, 1200, 2400, 3600, 7200];

const tableOf = (delays: readonly number[]): Symbolic => ({
  kind: "table",
  items: delays.map(number),
  index: apply("min", attempt, number(delays.length - 1)),
});

export const PLATFORM_RETRIES: readonly PlatformRetryRow[] = [
  {
    platform: "Celery",
    package: "celery",
    retries: 3,
    option: { name: "max_retries", counts: "retries" },
    delay: number(180),
    unit: "s",
    afterLast: phrase("the error is raised and the task is marked FAILURE"),
    source: "celery@5.6.3 app/task.py:218,222: only of tasks that ask for it; DOMAIN §1.1",
  },
  {
    platform: "Dramatiq",
    package: "dramatiq",
    retries: 20,
    option: { name: "max_retries", counts: "retries" },
    delay: times(number(15_000), power(number(2), attempt)),
    unit: "ms",
    cap: { default: 604_800_000 },
    jitter: { delay: DOUBLE_JITTER },
    afterLast: phrase("the message goes to the dead letter queue, which keeps it for 7 days"),
    source: "dramatiq@2.2 middleware/retries.py:30-83; DOMAIN §1.2",
  },
  {
    platform: "Huey",
    package: "huey",
    retries: 0,
    option: { name: "retries", counts: "retries" },
    afterLast: phrase("the error is stored as the task's result"),
    source: "huey@3.3 api.py:172; DOMAIN §1.2",
  },
  {
    platform: "RQ",
    package: "rq",
    retries: 0,
    option: { name: "retry", counts: "retries" },
    afterLast: phrase("the job stays in the FailedJobRegistry"),
    source: "rq@2.10 job.py:1940; DOMAIN §1.2",
  },
  {
    platform: "arq",
    package: "arq",
    retries: 4,
    option: { name: "max_tries", counts: "attempts" },
    afterLast: phrase("the job fails for good"),
    source: "arq@0.26.1 worker.py:203-208: only `Retry` and cancellation; DOMAIN §1.2",
  },
  {
    platform: "taskiq",
    package: "taskiq",
    retries: 0,
    option: { name: "max_retries", counts: "attempts" },
    afterLast: phrase("the error is stored as the task's result"),
    source: "taskiq middlewares/simple_retry_middleware.py: default_retry_label False; DOMAIN §1.2",
  },
  {
    platform: "procrastinate",
    package: "procrastinate",
    retries: 0,
    option: { name: "retry", counts: "retries" },
    afterLast: phrase("the job is marked failed"),
    source: "procrastinate/retry.py; DOMAIN §1.2",
  },
  {
    platform: "BullMQ",
    package: "bullmq",
    retries: 0,
    option: { name: "attempts", counts: "attempts" },
    afterLast: phrase("the job stays in the failed set"),
    source: "bullmq@6.7 classes/job.js:71-87: a stalled job runs again all the same; DOMAIN §1.4",
  },
  {
    platform: "Bull",
    package: "bull",
    retries: 0,
    option: { name: "attempts", counts: "attempts" },
    afterLast: phrase("the job stays in the failed set"),
    source: "bull@4.16.5 lib/job.js; DOMAIN §1.4",
  },
  {
    platform: "Bee-Queue",
    package: "bee-queue",
    retries: 0,
    option: { name: "retries", counts: "retries" },
    afterLast: phrase("the job stays failed"),
    source: "bee-queue@2.0.0 README; DOMAIN §1.4",
  },
  {
    platform: "Agenda",
    package: "agenda",
    retries: 0,
    option: { name: "maxRetries", counts: "retries" },
    afterLast: phrase("the job stays failed"),
    source: "agenda@6.2.6 dist/utils/backoff.js: only with a backoff; 5 has none; DOMAIN §1.4",
  },
  {
    platform: "pg-boss",
    package: "pg-boss",
    retries: 2,
    versions: [{ when: { below: "10.0.0" }, retries: 0 }],
    option: { name: "retryLimit", counts: "retries" },
    delay: number(0),
    unit: "s",
    afterLast: phrase("the job stays failed, or goes to the queue's dead letter queue"),
    source: "pg-boss@12.27.0 src/plans; 10.0.0 release notes: retries are opt-out; DOMAIN §1.4",
  },
  {
    platform: "Graphile Worker",
    package: "graphile-worker",
    retries: 24,
    option: { name: "maxAttempts", counts: "attempts" },
    delay: apply("exp", apply("min", plus(attempt, number(1)), number(10))),
    unit: "s",
    afterLast: phrase("the job stays in the table and is not run again"),
    source: "graphile-worker@0.17.3 sql; DOMAIN §1.4",
  },
  {
    platform: "QStash",
    package: "@upstash/qstash",
    retries: 3,
    option: { name: "retries", counts: "retries" },
    delay: apply("exp", times(number(2.5), plus(attempt, number(1)))),
    unit: "s",
    cap: { default: 86_400 },
    afterLast: phrase("the message goes to QStash's dead letter queue"),
    source: "upstash/docs qstash/features/retry.mdx; DOMAIN §1.5",
  },
  {
    platform: "Inngest",
    package: "inngest",
    retries: 4,
    option: { name: "retries", counts: "retries" },
    delay: tableOf(INNGEST_DELAYS),
    unit: "s",
    jitter: { delay: plus(option("delay"), apply("uniform", number(0), number(30))) },
    afterLast: phrase("`onFailure` runs if there is one, and the run stays failed"),
    source: "inngest/inngest pkg/consts, pkg/backoff: of each step; DOMAIN §1.5",
  },
  {
    platform: "Trigger.dev",
    package: "@trigger.dev/sdk",
    retries: 0,
    option: { name: "maxAttempts", counts: "attempts" },
    afterLast: phrase("the run stays failed"),
    source:
      "trigger.dev@4.8.3 packages/core workers/taskExecutor.ts: none without task.retry or a default; DOMAIN §1.5",
  },
  {
    platform: "Cloudflare Queues",
    retries: 3,
    option: { name: "max_retries", counts: "retries" },
    delay: number(0),
    unit: "s",
    afterLast: phrase("the message goes to the dead letter queue, or is deleted when there is none"),
    source: "cloudflare docs queues/configuration; workers-sdk environment.ts; DOMAIN §1.5",
  },
  {
    platform: "AWS",
    retries: 2,
    option: { name: "MaximumRetryAttempts", counts: "retries" },
    delay: tableOf([60, 120]),
    unit: "s",
    afterLast: phrase("the event goes to the dead letter queue or destination, or is dropped"),
    source: "awsdocs/aws-lambda-developer-guide: asynchronous invocation; DOMAIN §1.5",
  },
  {
    platform: "SQS",
    retries: "endless",
    option: { name: "maxReceiveCount", counts: "attempts" },
    delay: number(30),
    unit: "s",
    afterLast: phrase("the message goes to the dead letter queue"),
    source: "awsdocs/amazon-sqs-developer-guide: visible again after 30 s; DOMAIN §1.5",
  },
  {
    platform: "Pub/Sub",
    retries: "endless",
    option: { name: "max_delivery_attempts", counts: "attempts" },
    delay: number(0),
    unit: "s",
    afterLast: phrase("the message goes to the dead letter topic"),
    source: "googleapis pubsub.proto: redelivered at once without a RetryPolicy; DOMAIN §1.5",
  },
  {
    platform: "Temporal",
    package: "temporalio",
    retries: "endless",
    option: { name: "maximum_attempts", counts: "attempts" },
    delay: power(number(2), attempt),
    unit: "s",
    cap: { default: 100 },
    afterLast: phrase("the activity fails in its workflow"),
    source: "temporalio/api retry message, sdk-python common.py; DOMAIN §1.5",
  },
  {
    platform: phrase("the schedule"),
    retries: 0,
    afterLast: phrase("nothing runs it before its next time"),
    source: "vendor documentation: no retries, runs may overlap; DOMAIN §1.5",
  },
];

/** Runs after the first in a version; the fewest that are possible when the version leaves it open. */
export function platformRetries(row: PlatformRetryRow, version: string | undefined): number | "endless" {
  if (row.retries === "endless" || !row.versions) return row.retries;
  const others = row.versions.map(one => ({ when: one.when, value: one.retries }));
  return leastInVersion(row.retries, others, version).value;
}
