/**
 * What runs a function more than once, and when. DOMAIN.md §1.4–1.5, §2.1–2.2. Invariant: a row states the platform's
 * default; what the project's own settings change is read elsewhere.
 */
import { phrase } from "./phrase.ts";

export interface DeliveryRow {
  /** As people call it: "BullMQ". */
  platform: string;
  /** Test on the library name of the wrapper, decorator or registering call. */
  library: RegExp;
  /**
   * How the function meets it: given as an argument or property (`wraps`), as a decorator, called by the function's own
   * body (`verifies`: the check of a signed delivery).
   */
  by: "wraps" | "decorates" | "verifies";
  /** Runs again when the process dies before the end. */
  onCrash: boolean;
  /** Runs again when the function fails, by default: "retries" when a number of them is the default, "option" when an option asks for it. */
  onFailure: boolean | "option";
  /** Options that turn repetition on failure on. */
  options?: readonly string[];
  /** Option that turns it off when it is zero or false. */
  offWhenZero?: readonly string[];
  /** A call retried in place: what failed is the call itself, so an answer that is lost repeats it. */
  inPlace?: boolean;
  /** A sender's event, with an id of its own in every delivery. */
  webhook?: true;
  /** Calls including the first, when neither sender nor handler says otherwise; Infinity for no limit. */
  attempts?: number;
  /** Run by the clock. */
  scheduled?: boolean;
  /** A message that is delivered anew, rather than a task that is retried. */
  redelivers?: boolean;
  source: string;
}

export const DELIVERIES: readonly DeliveryRow[] = [
  // ── Python
  {
    platform: "Dramatiq",
    library: /^dramatiq\.actor$/u,
    by: "decorates",
    onCrash: true,
    onFailure: true,
    offWhenZero: ["max_retries"],
    attempts: 21,
    source: "dramatiq 2.2 middleware/retries.py:30; DOMAIN §1.2",
  },
  {
    platform: "Huey",
    library: /^huey\.(\w+\(\)\.)?(db_)?(periodic_)?task$/u,
    by: "decorates",
    onCrash: false,
    onFailure: "option",
    options: ["retries"],
    source: "huey 3.3 api.py:172; DOMAIN §1.2",
  },
  {
    platform: "RQ",
    library: /^rq\.(Queue\(\)\.enqueue(_in|_at|_call)?|decorators\.job|job)$/u,
    by: "wraps",
    onCrash: false,
    onFailure: "option",
    options: ["retry"],
    source: "rq 2.10 job.py:1940; DOMAIN §1.2",
  },
  {
    platform: "RQ",
    library: /^(rq\.decorators\.job|django_rq\.job)$/u,
    by: "decorates",
    onCrash: false,
    onFailure: "option",
    options: ["retry"],
    source: "rq 2.10",
  },
  {
    platform: "procrastinate",
    library: /^procrastinate\.App\(\)\.task$/u,
    by: "decorates",
    onCrash: false,
    onFailure: "option",
    options: ["retry"],
    source: "DOMAIN §1.2",
  },
  {
    platform: "taskiq",
    library: /^taskiq(_\w+)?\.\w+\(\)\.task$/u,
    by: "decorates",
    onCrash: false,
    onFailure: "option",
    options: ["retry_on_error"],
    source: "DOMAIN §1.2",
  },
  {
    platform: "Temporal",
    library: /^temporalio\.activity\.defn$/u,
    by: "decorates",
    onCrash: true,
    onFailure: true,
    attempts: Infinity,
    source: "sdk-python common.py; DOMAIN §1.5",
  },
  {
    platform: "Pub/Sub",
    library: /^google\.cloud\.pubsub(_v1)?\.SubscriberClient\(\)\.subscribe$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    source: "googleapis pubsub.proto; DOMAIN §1.5",
  },
  {
    platform: "tenacity",
    library: /^tenacity\.(retry|AsyncRetrying\(\)\.wraps|Retrying\(\)\.wraps)$/u,
    by: "decorates",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "tenacity@9.1.4; DOMAIN §1.2",
  },
  {
    platform: "backoff",
    library: /^backoff\.on_exception$/u,
    by: "decorates",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "backoff@2.2.1; DOMAIN §1.2",
  },
  {
    platform: "retrying",
    library: /^retrying\.retry$/u,
    by: "decorates",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "retrying@1.4.2; DOMAIN §1.2",
  },
  {
    platform: "retry",
    library: /^retry(\.api)?\.retry$/u,
    by: "decorates",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "invl/retry; DOMAIN §1.2",
  },
  {
    platform: "stamina",
    library: /^stamina\.retry$/u,
    by: "decorates",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "stamina@26.1; DOMAIN §1.2",
  },
  // ── JavaScript queues
  {
    platform: "BullMQ",
    library: /^bullmq\.Worker$/u,
    by: "wraps",
    onCrash: true,
    onFailure: false,
    attempts: 1,
    source: "bullmq@6.7 stalled jobs, maxStalledCount 1; DOMAIN W16",
  },
  {
    platform: "Bull",
    library: /^bull(\.default|\.Queue)?\(\)\.process$/u,
    by: "wraps",
    onCrash: true,
    onFailure: false,
    attempts: 1,
    source: "bull@4.16.5 maxStalledCount 1; DOMAIN §1.4",
  },
  {
    platform: "Bee-Queue",
    library: /^bee-queue\.default\(\)\.process$/u,
    by: "wraps",
    onCrash: true,
    onFailure: false,
    attempts: 1,
    source: "bee-queue@2; DOMAIN §1.4",
  },
  {
    platform: "pg-boss",
    library: /^pg-boss\.(default|PgBoss)\(\)\.(work|subscribe)$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    attempts: 3,
    source: "pg-boss@12 retryLimit 2; DOMAIN §1.4",
  },
  {
    platform: "Graphile Worker",
    library: /^graphile-worker\.(run|runOnce|runMigrations|makeWorkerUtils)$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    attempts: 25,
    source: "graphile-worker@0.17.3: 25 attempts; DOMAIN §1.4",
  },
  {
    platform: "Agenda",
    library: /^agenda(\.default|\.Agenda)\(\)\.define$/u,
    by: "wraps",
    onCrash: true,
    onFailure: false,
    source: "agenda@6 lockLifetime 10 min; DOMAIN §1.4",
  },
  // ── platforms
  {
    platform: "QStash",
    library: /^@upstash\/qstash\/(nextjs|dist\/nextjs|nuxt|svelte|h3|cloudflare)\.verifySignature\w*$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    attempts: 4,
    source: "@upstash/qstash@2.12: 3 retries; DOMAIN §1.5",
  },
  {
    platform: "QStash",
    library: /^@upstash\/qstash\.Receiver\(\)\.verify$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    attempts: 4,
    source: "@upstash/qstash@2.12: 3 retries; DOMAIN §1.5",
  },
  {
    platform: "QStash",
    library: /^qstash\.Receiver\(\)\.verify$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    attempts: 4,
    source: "qstash python: 3 retries; DOMAIN §1.5",
  },
  {
    platform: "Inngest",
    library: /^inngest\.Inngest\(\)\.createFunction$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    offWhenZero: ["retries"],
    attempts: 5,
    source: "inngest pkg/consts: 4 retries per step; DOMAIN §1.5",
  },
  {
    platform: "Trigger.dev",
    library: /^@trigger\.dev\/sdk(\/v3)?\.(task|schemaTask|schedules\.task)$/u,
    by: "wraps",
    onCrash: false,
    onFailure: "option",
    options: ["retry"],
    source: "trigger.dev packages/core utils/retries.ts; DOMAIN §1.5",
  },
  {
    platform: "Stripe webhook",
    library: /^stripe\.(default|Stripe)\(\)\.webhooks\.constructEvent(Async)?$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Stripe docs: webhooks are retried for three days; DOMAIN §2.2",
  },
  {
    platform: "Stripe webhook",
    library: /^stripe\.Webhook\.construct_event$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Stripe docs; DOMAIN §2.2",
  },
  {
    platform: "Svix webhook",
    library: /^svix\.Webhook\(\)\.verify$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Svix docs: at-least-once; DOMAIN §2.2",
  },
  {
    platform: "Standard Webhooks",
    library: /^standardwebhooks\.Webhook\(\)\.verify$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "standard-webhooks spec: at least once, `webhook-id` is the same in every attempt",
  },
  {
    platform: "Clerk",
    library: /^@clerk\/(backend|nextjs|express|fastify|astro|nuxt|tanstack-react-start)\/webhooks\.verifyWebhook$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Clerk docs: delivered by Svix, at least once",
  },
  {
    platform: "GitHub",
    library: /^@octokit\/webhooks(-methods)?\.(verify|Webhooks\(\)\.verify(AndReceive)?)$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "GitHub docs: redelivery by hand and by API with the same X-GitHub-Delivery; DOMAIN §2.2",
  },
  {
    platform: "Shopify",
    library: /^@shopify\/shopify-api\.shopifyApi\(\)\.webhooks\.(validate|process)$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Shopify docs: 8 attempts in 4 hours, duplicates by X-Shopify-Webhook-Id; DOMAIN §2.2",
  },
  {
    platform: "Polar",
    library: /^@polar-sh\/sdk\/webhooks\.validateEvent$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Polar docs: up to 10 attempts, Standard Webhooks",
  },
  {
    platform: "Paddle",
    library: /^@paddle\/paddle-node-sdk\.Paddle\(\)\.webhooks\.unmarshal$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Paddle docs: 60 attempts in 3 days, `event_id` is the same",
  },
  {
    platform: "WorkOS",
    library: /^@workos-inc\/node\.WorkOS\(\)\.webhooks\.(constructEvent|verifyHeader)$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "WorkOS docs: up to 6 attempts over 3 days",
  },
  {
    platform: "Razorpay",
    library: /^razorpay(\.default)?\.validateWebhookSignature$/u,
    by: "verifies",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    webhook: true,
    source: "Razorpay docs: retried for 24 hours, `x-razorpay-event-id`",
  },
  {
    platform: "SQS",
    library: /^sqs-consumer\.Consumer\.create$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    source: "awsdocs sqs: standard queues at least once; DOMAIN §1.5",
  },
  {
    platform: "Kafka",
    library: /^kafkajs\.Kafka\(\)\.consumer\(\)\.run$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    source: "kafkajs: offsets are committed after eachMessage",
  },
  {
    platform: "Pub/Sub",
    library: /^@google-cloud\/pubsub\.PubSub\(\)\.subscription\(\)\.on$/u,
    by: "wraps",
    onCrash: true,
    onFailure: true,
    redelivers: true,
    source: "googleapis pubsub.proto; DOMAIN §1.5",
  },
  {
    platform: "Temporal",
    library: /^nestjs-temporal(-core)?\.(ActivityMethod|Activity)$/u,
    by: "decorates",
    onCrash: true,
    onFailure: true,
    attempts: Infinity,
    source: "temporalio: activities are retried; DOMAIN §1.5",
  },
  {
    platform: "Bull",
    library: /^@nestjs\/bull\.Process$/u,
    by: "decorates",
    onCrash: true,
    onFailure: false,
    attempts: 1,
    source: "bull@4.16.5 maxStalledCount 1; DOMAIN §1.4",
  },
  {
    platform: "Cloud Functions",
    library:
      /^firebase-functions(\/v2)?\/(firestore|pubsub|storage)\.on(Document\w+|MessagePublished|ObjectFinalized)$/u,
    by: "wraps",
    onCrash: false,
    onFailure: false,
    redelivers: true,
    source: "Firebase docs: event functions run at least once",
  },
  // ── the clock
  {
    platform: phrase("the schedule"),
    library: /^node-cron(\.default)?\.schedule$/u,
    by: "wraps",
    onCrash: true,
    onFailure: false,
    scheduled: true,
    source: "node-cron: runs may overlap",
  },
  {
    platform: phrase("the schedule"),
    library: /^cron\.CronJob(\.from)?$/u,
    by: "wraps",
    onCrash: true,
    onFailure: false,
    scheduled: true,
    source: "cron",
  },
  {
    platform: phrase("the schedule"),
    library: /^@nestjs\/schedule\.(Cron|Interval)$/u,
    by: "decorates",
    onCrash: true,
    onFailure: false,
    scheduled: true,
    source: "@nestjs/schedule",
  },
  {
    platform: phrase("the schedule"),
    library: /^apscheduler\.schedulers\.\w+\.\w+\(\)\.add_job$/u,
    by: "wraps",
    onCrash: true,
    onFailure: false,
    scheduled: true,
    source: "apscheduler 3.11; DOMAIN §1.2",
  },
  {
    platform: phrase("the schedule"),
    library: /^apscheduler\.schedulers\.\w+\.\w+\(\)\.scheduled_job$/u,
    by: "decorates",
    onCrash: true,
    onFailure: false,
    scheduled: true,
    source: "apscheduler 3.11; DOMAIN §1.2",
  },
  // ── calls retried in place
  {
    platform: "p-retry",
    library: /^p-retry\.default$/u,
    by: "wraps",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    offWhenZero: ["retries"],
    source: "p-retry@7.1.1; DOMAIN §1.3",
  },
  {
    platform: "async-retry",
    library: /^async-retry\.default$/u,
    by: "wraps",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    offWhenZero: ["retries"],
    source: "async-retry@1.3.3; DOMAIN §1.3",
  },
  {
    platform: "promise-retry",
    library: /^promise-retry\.default$/u,
    by: "wraps",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "promise-retry, over retry@0.13",
  },
  {
    platform: "exponential-backoff",
    library: /^exponential-backoff\.backOff$/u,
    by: "wraps",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "exponential-backoff@3.1.3; DOMAIN §1.3",
  },
  {
    platform: "cockatiel",
    library: /^cockatiel\.retry\(\)\.execute$/u,
    by: "wraps",
    onCrash: false,
    onFailure: true,
    inPlace: true,
    source: "cockatiel@3.2.1; DOMAIN §1.3",
  },
];

/** A signature compared by the project's own code in a file that is about webhooks: a convention, told by no library. */
export const SIGNED_WEBHOOK: DeliveryRow = {
  platform: phrase("the sender"),
  library: /^$/u,
  by: "verifies",
  onCrash: true,
  onFailure: true,
  redelivers: true,
  webhook: true,
  source: "DOMAIN §2.2: webhooks are at-least-once",
};

/** celery@5.6.3 app/task.py:218. */
export const CELERY_MAX_RETRIES = 3;

/** Classes whose method a queue's worker calls for each job: class decorator, name of the method. */
export const WORKER_CLASSES: readonly { platform: string; decorator: RegExp; method: string; source: string }[] = [
  {
    platform: "BullMQ",
    decorator: /^@nestjs\/bullmq\.Processor$/u,
    method: "process",
    source: "@nestjs/bullmq WorkerHost.process; bullmq@6.7 stalled jobs",
  },
];

/**
 * HTTP clients that repeat requests by themselves, POST among them. `methods` are the options that must allow POST; none when
 * it is repeated by default. `client` is the library whose calls they speak of.
 */
export const RETRYING_CLIENTS: readonly {
  library: RegExp;
  methods: readonly string[];
  client: string;
  source: string;
}[] = [
  {
    library: /^(urllib3(\.util(\.retry)?)?|requests\.(adapters|packages\.urllib3\.util\.retry))\.Retry$/u,
    methods: ["allowed_methods", "method_whitelist"],
    client: "requests",
    source: "urllib3@2.8 util/retry.py:199; DOMAIN W13, §1.2: allowed_methods=None → POST 4 hits",
  },
  {
    library: /^axios-retry\.default$/u,
    methods: [],
    client: "axios",
    source: "axios-retry@4.5 dist/esm/index.js:56; DOMAIN W14: POST is retried on network errors",
  },
];

/** Celery's task decorators. What repeats the task is in its options and the app's settings: DOMAIN.md §1.1, §2.1. */
export const CELERY_TASK =
  /^celery\.(shared_task|Celery\(\)\.task|app\.shared_task|decorators\.(periodic_)?task|task)$/u;

/** Calls whose result a platform stores, so that the body is not run again once it has returned. DOMAIN.md §1.5. */
export const MEMOISED_STEP =
  /^(inngest\.|@upstash\/workflow)|(^|\.)step\.(run|ai|sendEvent|invoke)$|(^|\.)context\.(run|call)$|(^|\.)io\.runTask$|DBOS\.(step|runStep)/u;

/** Parameter types that say who calls a handler. */
export const MESSAGE_TYPES: Readonly<Record<string, { platform: string; source: string }>> = {
  SQSEvent: { platform: "SQS", source: "awsdocs: standard queues deliver at least once; DOMAIN §1.5" },
  SNSEvent: { platform: "SNS", source: "awsdocs: at least once" },
  LambdaEvent: {
    platform: "AWS",
    source: "awsdocs/aws-lambda-developer-guide: asynchronous events may come twice; DOMAIN §1.5",
  },
  MessageBatch: { platform: "Cloudflare Queues", source: "cloudflare docs delivery-guarantees.mdx; DOMAIN §1.5" },
};

/** Names of options that say which failures are retried. */
export const RETRY_PREDICATES: ReadonlySet<string> = new Set([
  "isRetryable",
  "retryable",
  "shouldRetry",
  "retryIf",
  "retry_if",
  "retryOn",
  "retry_on",
  "retry",
  "when",
  "on",
  "shouldRetryError",
  "exceptions",
  "retry_on_exception",
  "exception",
  "giveup",
  "retryCondition",
  "isRetryableError",
  "autoretry_for",
  "onFailedAttempt",
]);

/** What makes a queue that jobs are added to, and what works on it by its name. bullmq@6.7 classes/{queue,worker}.js. */
export const JOB_QUEUE = /^(?:bullmq\.Queue|bull\.(?:default|Queue))$/u;
export const JOB_WORKER = /^bullmq\.Worker$/u;
