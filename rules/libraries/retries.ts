/**
 * Libraries that repeat a call or a job, with their own options: how often, how long between, what caps it. DOMAIN.md
 * §1.2–1.5. Invariant: `delay` is a formula over `attempt` (retries done so far) and the row's options; the cap is put
 * around it by the reader, so that a missing cap can be seen.
 */
import type { Operator, Symbolic } from "../semantics/symbolic.ts";

export interface RetryRow {
  /** As people call it. */
  title: string;
  /** Package that the defaults belong to. */
  package: string;
  /** Test on the library name of the call or decorator. */
  library: RegExp;
  /** "keywords", or the position of the options object; "any": the first object among the arguments. */
  options: "keywords" | "any" | number;
  /** Property of the options object that holds the retry's own options. */
  under?: string;
  attempts: AttemptsRow;
  delay: Symbolic;
  unit: "ms" | "s";
  /** Default values of the options in `delay`. */
  defaults: Readonly<Record<string, number>>;
  /** The option that caps the delay, with its default when there is one. */
  cap?: { option: string; default?: number };
  /** Option that makes the waits random, or true when they always are. */
  jitter?: string | true;
  /** Positional parameters of a Python call, in order. */
  positional?: readonly string[];
  source: string;
}

export interface AttemptsRow {
  option: string;
  /** What the number counts: all calls, or those after the first. */
  counts: "attempts" | "retries";
  default: number | "endless";
  /** Values that mean "for ever". */
  endless?: readonly (number | null | boolean)[];
  /** An option that makes the retries endless when it is true. */
  forever?: string;
  /** Options that set a deadline. */
  deadlines?: readonly string[];
}

const attempt: Symbolic = { kind: "attempt" };
const option = (name: string): Symbolic => ({ kind: "parameter", name });
const number = (value: number): Symbolic => ({ kind: "constant", value });
const apply = (operator: Operator, ...args: Symbolic[]): Symbolic => ({ kind: "operation", operator, args });
const times = (...args: Symbolic[]): Symbolic => args.reduce((left, right) => apply("*", left, right));
const power = (base: Symbolic, exponent: Symbolic): Symbolic => apply("**", base, exponent);
const exponential = (start: string, factor: string): Symbolic => times(option(start), power(option(factor), attempt));

const NODE_RETRY = {
  option: "retries",
  counts: "retries",
  default: 10,
  forever: "forever",
  deadlines: ["maxRetryTime"],
} as const;
const NODE_RETRY_DEFAULTS = { minTimeout: 1000, factor: 2 } as const;

export const RETRIES: readonly RetryRow[] = [
  // ── JavaScript
  {
    title: "p-retry",
    package: "p-retry",
    library: /^p-retry\.(default|pRetry)$/u,
    options: 1,
    attempts: NODE_RETRY,
    delay: exponential("minTimeout", "factor"),
    unit: "ms",
    defaults: NODE_RETRY_DEFAULTS,
    cap: { option: "maxTimeout" },
    jitter: "randomize",
    source: "p-retry@7.1.1 index.js:54-106; retry@0.13 lib/retry.js; DOMAIN §1.3",
  },
  {
    title: "async-retry",
    package: "async-retry",
    library: /^async-retry\.default$|^async-retry$/u,
    options: 1,
    attempts: NODE_RETRY,
    delay: exponential("minTimeout", "factor"),
    unit: "ms",
    defaults: NODE_RETRY_DEFAULTS,
    cap: { option: "maxTimeout" },
    jitter: true,
    source: "async-retry@1.3.3 lib/index.js; DOMAIN §1.3",
  },
  {
    title: "promise-retry",
    package: "promise-retry",
    library: /^promise-retry\.default$|^promise-retry$/u,
    options: "any",
    attempts: NODE_RETRY,
    delay: exponential("minTimeout", "factor"),
    unit: "ms",
    defaults: NODE_RETRY_DEFAULTS,
    cap: { option: "maxTimeout" },
    jitter: "randomize",
    source: "retry@0.13 lib/retry.js",
  },
  {
    title: "retry",
    package: "retry",
    library: /^retry\.(default\.)?(operation|timeouts)$/u,
    options: 0,
    attempts: NODE_RETRY,
    delay: exponential("minTimeout", "factor"),
    unit: "ms",
    defaults: NODE_RETRY_DEFAULTS,
    cap: { option: "maxTimeout" },
    jitter: "randomize",
    source: "retry@0.13 lib/retry.js; DOMAIN §1.3",
  },
  {
    title: "exponential-backoff",
    package: "exponential-backoff",
    library: /^exponential-backoff\.backOff$/u,
    options: 1,
    attempts: { option: "numOfAttempts", counts: "attempts", default: 10 },
    delay: exponential("startingDelay", "timeMultiple"),
    unit: "ms",
    defaults: { startingDelay: 100, timeMultiple: 2 },
    cap: { option: "maxDelay" },
    jitter: "jitter",
    source: "exponential-backoff@3.1.3 dist/options.js; DOMAIN §1.3",
  },
  {
    title: "got",
    package: "got",
    library: /^got\.(default|got)(\.(get|post|put|patch|delete|extend|head))?$/u,
    options: "any",
    under: "retry",
    attempts: { option: "limit", counts: "retries", default: 2 },
    delay: times(number(1000), power(number(2), attempt)),
    unit: "ms",
    defaults: {},
    cap: { option: "backoffLimit" },
    jitter: true,
    source: "got@14.6.6 source/core/calculate-retry-delay.js; DOMAIN §1.3",
  },
  {
    title: "ky",
    package: "ky",
    library: /^ky\.default(\.(get|post|put|patch|delete|create|extend|head))?$/u,
    options: "any",
    under: "retry",
    attempts: { option: "limit", counts: "retries", default: 2 },
    delay: times(number(300), power(number(2), attempt)),
    unit: "ms",
    defaults: {},
    cap: { option: "backoffLimit" },
    source: "ky@1.14.3 distribution/utils/normalize.js; DOMAIN §1.3",
  },
  {
    title: "undici RetryAgent",
    package: "undici",
    library: /^undici\.(RetryAgent|RetryHandler|interceptors\.retry)$/u,
    options: "any",
    attempts: { option: "maxRetries", counts: "retries", default: 5 },
    delay: exponential("minTimeout", "timeoutFactor"),
    unit: "ms",
    defaults: { minTimeout: 500, timeoutFactor: 2 },
    cap: { option: "maxTimeout", default: 30_000 },
    source: "undici@7.30.2 lib/handler/retry-handler.js; DOMAIN §1.3",
  },
  {
    title: "Trigger.dev",
    package: "@trigger.dev/sdk",
    library: /^@trigger\.dev\/sdk(\/v3)?\.(task|schemaTask|schedules\.task)$/u,
    options: 0,
    under: "retry",
    attempts: { option: "maxAttempts", counts: "attempts", default: 3 },
    delay: exponential("minTimeoutInMs", "factor"),
    unit: "ms",
    defaults: { minTimeoutInMs: 1000, factor: 2 },
    cap: { option: "maxTimeoutInMs", default: 60_000 },
    jitter: "randomize",
    source: "trigger.dev@4.8.3 packages/core/src/v3/utils/retries.ts; DOMAIN §1.5",
  },
  {
    title: "Temporal",
    package: "@temporalio/workflow",
    library: /^@temporalio\/workflow\.(proxyActivities|proxyLocalActivities)$/u,
    options: 0,
    under: "retry",
    attempts: { option: "maximumAttempts", counts: "attempts", default: "endless", endless: [0] },
    delay: times(number(1000), power(option("backoffCoefficient"), attempt)),
    unit: "ms",
    defaults: { backoffCoefficient: 2 },
    cap: { option: "maximumInterval", default: 100_000 },
    source: "@temporalio/common@1.24.0: maximum interval 100 × initial; DOMAIN §1.5",
  },
  // ── Python
  {
    title: "retrying",
    package: "retrying",
    library: /^retrying\.(retry|Retrying)$/u,
    options: "keywords",
    attempts: {
      option: "stop_max_attempt_number",
      counts: "attempts",
      default: "endless",
      deadlines: ["stop_max_delay"],
    },
    delay: times(option("wait_exponential_multiplier"), power(number(2), apply("+", attempt, number(1)))),
    unit: "ms",
    defaults: { wait_exponential_multiplier: 0 },
    cap: { option: "wait_exponential_max" },
    jitter: "wait_jitter_max",
    source: "retrying@1.4.2 retrying.py; DOMAIN §1.2",
  },
  {
    title: "retry",
    package: "retry",
    library: /^retry(\.api)?\.(retry|retry_call)$/u,
    options: "keywords",
    positional: ["exceptions", "tries", "delay", "max_delay", "backoff", "jitter"],
    attempts: { option: "tries", counts: "attempts", default: "endless", endless: [-1] },
    delay: times(option("delay"), power(option("backoff"), attempt)),
    unit: "s",
    defaults: { delay: 0, backoff: 1 },
    cap: { option: "max_delay" },
    jitter: "jitter",
    source: "invl/retry retry/api.py; DOMAIN §1.2",
  },
  {
    title: "backoff",
    package: "backoff",
    library: /^backoff\.(on_exception|on_predicate)$/u,
    options: "keywords",
    positional: ["wait_gen", "exception"],
    attempts: { option: "max_tries", counts: "attempts", default: "endless", endless: [null], deadlines: ["max_time"] },
    delay: times(option("factor"), power(option("base"), attempt)),
    unit: "s",
    defaults: { factor: 1, base: 2 },
    cap: { option: "max_value" },
    jitter: true,
    source: "backoff@2.2.1 _decorator.py:30-61, _wait_gen.py; DOMAIN §1.2",
  },
  {
    title: "stamina",
    package: "stamina",
    library: /^stamina\.(retry|retry_context)$/u,
    options: "keywords",
    attempts: { option: "attempts", counts: "attempts", default: 10, endless: [null], deadlines: ["timeout"] },
    delay: times(option("wait_initial"), power(option("wait_exp_base"), attempt)),
    unit: "s",
    defaults: { wait_initial: 0.1, wait_exp_base: 2 },
    cap: { option: "wait_max", default: 5 },
    jitter: true,
    source: "stamina@26.1 _core.py:121-126; DOMAIN §1.2",
  },
  {
    title: "urllib3 Retry",
    package: "urllib3",
    library:
      /^(urllib3|urllib3\.util|urllib3\.util\.retry|requests\.packages\.urllib3\.util\.retry|requests\.adapters)\.Retry$/u,
    options: "keywords",
    positional: ["total"],
    attempts: { option: "total", counts: "retries", default: 10 },
    delay: times(option("backoff_factor"), power(number(2), attempt)),
    unit: "s",
    defaults: { backoff_factor: 0 },
    cap: { option: "backoff_max", default: 120 },
    jitter: "backoff_jitter",
    source: "urllib3@2.8 util/retry.py:199-272; DOMAIN §1.2",
  },
  {
    title: "aiohttp_retry",
    package: "aiohttp_retry",
    library: /^aiohttp_retry\.(ExponentialRetry|JitterRetry)$/u,
    options: "keywords",
    positional: ["attempts"],
    attempts: { option: "attempts", counts: "attempts", default: 3 },
    delay: times(option("start_timeout"), power(option("factor"), attempt)),
    unit: "s",
    defaults: { start_timeout: 0.1, factor: 2 },
    cap: { option: "max_timeout", default: 30 },
    source: "aiohttp_retry@2.9.1 retry_options.py; DOMAIN §1.2",
  },
  {
    title: "Dramatiq",
    package: "dramatiq",
    library: /^dramatiq\.actor$/u,
    options: "keywords",
    attempts: { option: "max_retries", counts: "retries", default: 20, endless: [null] },
    delay: times(option("min_backoff"), power(number(2), attempt)),
    unit: "ms",
    defaults: { min_backoff: 15_000 },
    cap: { option: "max_backoff", default: 604_800_000 },
    jitter: true,
    source: "dramatiq@2.2 middleware/retries.py:30-83; DOMAIN §1.2",
  },
  {
    title: "google-api-core",
    package: "google-api-core",
    library: /^google\.api_core\.(retry|retry_async)\.(Retry|AsyncRetry)$/u,
    options: "keywords",
    attempts: { option: "", counts: "attempts", default: "endless", deadlines: ["timeout", "deadline"] },
    delay: times(option("initial"), power(option("multiplier"), attempt)),
    unit: "s",
    defaults: { initial: 1, multiplier: 2 },
    cap: { option: "maximum", default: 60 },
    jitter: true,
    source: "google_api_core@2.40.0 retry/retry_base.py:42-45; DOMAIN §1.2",
  },
];

/**
 * Options that mean an exponential job retry wherever the object stands: `{ attempts: 5, backoff: { type: "exponential",
 * delay: 1000 } }` travels through wrappers before it meets the queue.
 */
export interface JobOptionsRow {
  title: string;
  package: string;
  attempts: AttemptsRow;
  /** Property that turns the backoff on, and the value that means exponential. */
  switch: { option: string; under?: string; is: string | true };
  /** Property with the first delay, under the same object as the switch. */
  base: { option: string; default: number };
  delay: Symbolic;
  unit: "ms" | "s";
  cap?: string;
  jitter?: string;
  source: string;
}

export const JOB_OPTIONS: readonly JobOptionsRow[] = [
  {
    title: "BullMQ",
    package: "bullmq",
    attempts: { option: "attempts", counts: "attempts", default: 1 },
    switch: { option: "type", under: "backoff", is: "exponential" },
    base: { option: "delay", default: 0 },
    delay: times(option("base"), power(number(2), attempt)),
    unit: "ms",
    source: "bullmq@6.7 classes/backoffs.js:21-40, no cap option; DOMAIN §1.4",
  },
  {
    title: "pg-boss",
    package: "pg-boss",
    attempts: { option: "retryLimit", counts: "retries", default: 2 },
    switch: { option: "retryBackoff", is: true },
    base: { option: "retryDelay", default: 1 },
    delay: times(option("base"), power(number(2), attempt)),
    unit: "s",
    cap: "retryDelayMax",
    jitter: "always",
    source: "pg-boss@12.27.0 src/plans; DOMAIN §1.4",
  },
];

/** Options that take a function from the attempt to the delay. */
export interface DelayCallbackRow {
  title: string;
  option: string;
  /** Test on the library name of the call that takes the options; undefined when the option's name says enough. */
  library: RegExp;
  /** Position of the parameter that counts, or the property of an object parameter. */
  parameter: number | string;
  /** What the parameter is before the first retry. */
  from: number;
  /** How often, beside the callback. */
  attempts?: AttemptsRow;
  unit: "ms" | "s";
  source: string;
}

export const DELAY_CALLBACKS: readonly DelayCallbackRow[] = [
  {
    title: "axios-retry",
    option: "retryDelay",
    library: /^axios-retry(\.default)?$/u,
    parameter: 0,
    from: 1,
    attempts: { option: "retries", counts: "retries", default: 3 },
    unit: "ms",
    source: "axios-retry@4.5.0 dist/esm/index.js:4,21,56,77; DOMAIN §1.3",
  },
  {
    title: "fetch-retry",
    option: "retryDelay",
    library: /^fetch-retry(\.default)?\(\)$/u,
    parameter: 0,
    from: 0,
    attempts: { option: "retries", counts: "retries", default: 3 },
    unit: "ms",
    source: "fetch-retry@6.0.0 dist/fetch-retry.umd.js; DOMAIN §1.3",
  },
  {
    title: "TanStack Query",
    option: "retryDelay",
    library: /^@tanstack\/react-query\.(useQuery|useMutation|useInfiniteQuery|QueryClient|queryOptions)$/u,
    parameter: 0,
    from: 0,
    attempts: { option: "retry", counts: "retries", default: 3, endless: [true] },
    unit: "ms",
    source: "@tanstack/query-core retryer.ts defaultRetryDelay",
  },
  {
    title: "BullMQ",
    option: "backoffStrategy",
    library: /^bullmq\.Worker$/u,
    parameter: 0,
    from: 1,
    unit: "ms",
    source: "bullmq@6.7 classes/backoffs.js:21-40; DOMAIN §1.4",
  },
  {
    title: "ioredis",
    option: "retryStrategy",
    library: /^ioredis\.(default|Redis|Cluster)$/u,
    parameter: 0,
    from: 1,
    attempts: { option: "", counts: "retries", default: "endless" },
    unit: "ms",
    source: "ioredis README: retryStrategy(times)",
  },
  {
    title: "node-redis",
    option: "reconnectStrategy",
    library: /^redis\.createClient$/u,
    parameter: 0,
    from: 0,
    attempts: { option: "", counts: "retries", default: "endless" },
    unit: "ms",
    source: "node-redis docs/client-configuration.md",
  },
  {
    title: "ky",
    option: "delay",
    library: /^ky\.default(\.(get|post|put|patch|delete|create|extend))?$/u,
    parameter: 0,
    from: 1,
    attempts: { option: "limit", counts: "retries", default: 2 },
    unit: "ms",
    source: "ky@1.14.3 README retry.delay(attemptCount)",
  },
];

/** Ready-made delay functions that a callback option may name: `retryDelay: axiosRetry.exponentialDelay`. */
export const NAMED_DELAYS: readonly {
  library: RegExp;
  delay: Symbolic;
  unit: "ms";
  jitter: boolean;
  source: string;
}[] = [
  {
    library: /^axios-retry\.(default\.)?exponentialDelay$/u,
    delay: times(number(100), power(number(2), apply("+", attempt, number(1)))),
    unit: "ms",
    jitter: true,
    source: "axios-retry@4.5.0 dist/esm/index.js:56: no cap; DOMAIN §1.3",
  },
];

/** Strategies that are values of their own: `wait=wait_exponential(max=60) + wait_random(0, 2)`. */
export interface StrategyRow {
  library: RegExp;
  positional: readonly string[];
  delay: Symbolic;
  defaults: Readonly<Record<string, number>>;
  cap?: { option: string; default?: number };
  unit: "ms" | "s";
  source: string;
}

export const STRATEGIES: readonly StrategyRow[] = [
  {
    library: /^tenacity(\.wait)?\.wait_exponential$/u,
    positional: ["multiplier", "max", "exp_base", "min"],
    delay: apply("max", option("min"), times(option("multiplier"), power(option("exp_base"), attempt))),
    defaults: { multiplier: 1, exp_base: 2, min: 0 },
    cap: { option: "max" },
    unit: "s",
    source: "tenacity@9.1.4 wait.py: max is sys.maxsize/2; DOMAIN §1.2",
  },
  {
    library: /^tenacity(\.wait)?\.wait_random_exponential$/u,
    positional: ["multiplier", "max", "exp_base", "min"],
    delay: apply("uniform", option("min"), times(option("multiplier"), power(option("exp_base"), attempt))),
    defaults: { multiplier: 1, exp_base: 2, min: 0 },
    cap: { option: "max" },
    unit: "s",
    source: "tenacity@9.1.4 wait.py; DOMAIN §1.2",
  },
  {
    library: /^tenacity(\.wait)?\.wait_exponential_jitter$/u,
    positional: ["initial", "max", "exp_base", "jitter"],
    delay: apply(
      "+",
      times(option("initial"), power(option("exp_base"), attempt)),
      apply("uniform", number(0), option("jitter")),
    ),
    defaults: { initial: 1, exp_base: 2, jitter: 1 },
    cap: { option: "max" },
    unit: "s",
    source: "tenacity@9.1.4 wait.py",
  },
  {
    library: /^tenacity(\.wait)?\.wait_incrementing$/u,
    positional: ["start", "increment", "max"],
    delay: apply("+", option("start"), times(option("increment"), attempt)),
    defaults: { start: 0, increment: 100 },
    cap: { option: "max" },
    unit: "s",
    source: "tenacity@9.1.4 wait.py",
  },
  {
    library: /^tenacity(\.wait)?\.wait_fixed$/u,
    positional: ["wait"],
    delay: option("wait"),
    defaults: { wait: 0 },
    unit: "s",
    source: "tenacity@9.1.4 wait.py",
  },
  {
    library: /^tenacity(\.wait)?\.wait_random$/u,
    positional: ["min", "max"],
    delay: apply("uniform", option("min"), option("max")),
    defaults: { min: 0, max: 1 },
    unit: "s",
    source: "tenacity@9.1.4 wait.py",
  },
  {
    library: /^tenacity(\.wait)?\.wait_none$/u,
    positional: [],
    delay: number(0),
    defaults: {},
    unit: "s",
    source: "tenacity@9.1.4 wait.py",
  },
];

/** tenacity's `stop=`: the limits that the strategies set. */
export const TENACITY = {
  decorator: /^tenacity\.(retry|Retrying|AsyncRetrying|AsyncRetrying|TornadoRetrying)$/u,
  attempts: /^tenacity(\.stop)?\.stop_after_attempt$/u,
  deadline: /^tenacity(\.stop)?\.(stop_after_delay|stop_before_delay)$/u,
  chain: /^tenacity(\.wait)?\.wait_chain$/u,
  combine: /^tenacity(\.wait)?\.wait_combine$/u,
  source: "tenacity@9.1.4 __init__.py:219-225: stop_never, wait_none; DOMAIN §1.2",
} as const;

/** backoff's wait generators that grow. DOMAIN §1.2; backoff@2.2.1 _wait_gen.py. */
export const BACKOFF_EXPO = /^backoff\.(expo|decay)$/u;

/** cockatiel: 128 ms to 30 s by default. cockatiel@3.2.1 ExponentialBackoff; DOMAIN §1.3. */
export const COCKATIEL = {
  retry: /^cockatiel\.retry$/u,
  backoff: /^cockatiel\.ExponentialBackoff$/u,
  maxDelay: 30_000,
  initialDelay: 128,
  exponent: 2,
} as const;
