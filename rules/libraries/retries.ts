/**
 * Libraries that repeat a call or a job, with their own options: how often, how long between, what caps it, what comes after.
 * DOMAIN.md §1.2–1.5.
 */
import { phrase } from "./phrase.ts";
import type { Symbolic } from "../semantics/symbolic.ts";
import { JAVASCRIPT_RETRIES } from "./retries-javascript.ts";
import { PYTHON_RETRIES } from "./retries-python.ts";
import {
  apply,
  attempt,
  type AttemptsRow,
  DOUBLE_JITTER,
  fibonacci,
  type JitterRow,
  number,
  option,
  plus,
  power,
  reducedJitter,
  type RetryRow,
  type RetrySpelling,
  times,
} from "./retry-row.ts";

export type * from "./retry-row.ts";

export const RETRIES: readonly RetryRow[] = [...JAVASCRIPT_RETRIES, ...PYTHON_RETRIES];

/** Whether any row may speak of a call: one test in place of one for each row. */
const ANY_RETRY = new RegExp(RETRIES.map(row => row.library.source).join("|"), "u");

export function retryRowsOf(libraryName: string): RetryRow[] {
  return ANY_RETRY.test(libraryName) ? RETRIES.filter(row => row.library.test(libraryName)) : [];
}

/**
 * Job options that mean a retry wherever the object stands: `{ attempts: 5, backoff: { type: "exponential", delay: 1000 } }`
 * travels through wrappers before it meets the queue.
 */
export interface JobOptionsRow extends Pick<
  RetryRow,
  "title" | "package" | "attempts" | "afterLast" | "spelling" | "source"
> {
  /** The module that the file imports, where several libraries spell it alike: the first row that fits speaks. */
  imports?: RegExp;
  /** The ways to wait, the first that fits. */
  ways: readonly JobWait[];
}

export interface JobWait extends Pick<RetryRow, "delay" | "unit" | "defaults" | "cap" | "jitter"> {
  /** Property that holds the options of the wait, when they are not beside the attempts. */
  under?: string;
  /** The property that must be there: with this value, as a number, with any value, or not at all. */
  when: { option: string; is: string | true | "number" | "present" | "absent" };
  /** The object must be an argument of one of these calls, or the value of one of these properties: it is too plain elsewhere. */
  only?: { calls: RegExp; properties: RegExp };
}

const BULL_JITTER: JitterRow = { option: "jitter", delay: reducedJitter("jitter") };
const BULL_QUEUE = { calls: /^(add|upsertJobScheduler)$/u, properties: /^defaultJobOptions$/u };
const PG_BOSS_QUEUE = {
  calls: /^(send|sendAfter|sendThrottled|sendDebounced|publish|createQueue|updateQueue|schedule)$/u,
  properties: /^$/u,
};
const BULL_SPELLING: RetrySpelling = {
  bound: { option: "attempts", value: "5" },
  backoff: { option: "backoff", value: '{ type: "exponential", delay: 1000 }' },
  jitter: { option: "jitter", value: "0.5" },
};
const bullWays = (exponential: Symbolic): JobWait[] => [
  {
    under: "backoff",
    when: { option: "type", is: "exponential" },
    delay: exponential,
    unit: "ms",
    defaults: { delay: 0 },
    jitter: BULL_JITTER,
  },
  {
    under: "backoff",
    when: { option: "type", is: "fixed" },
    delay: option("delay"),
    unit: "ms",
    defaults: { delay: 0 },
    jitter: BULL_JITTER,
  },
  {
    when: { option: "backoff", is: "number" },
    delay: option("backoff"),
    unit: "ms",
    defaults: { backoff: 0 },
    only: BULL_QUEUE,
  },
  { when: { option: "backoff", is: "absent" }, delay: number(0), unit: "ms", defaults: {}, only: BULL_QUEUE },
];

export const JOB_OPTIONS: readonly JobOptionsRow[] = [
  {
    title: "Bull",
    package: "bull",
    imports: /^(bull|@nestjs\/bull)$/u,
    attempts: { option: "attempts", counts: "attempts", default: 1 },
    ways: bullWays(times(apply("-", power(number(2), plus(attempt, number(1))), number(1)), option("delay"))),
    afterLast: phrase("the job stays in the failed set"),
    spelling: BULL_SPELLING,
    source: "bull@4.16.5 lib/backoffs.js: (2^n − 1) · delay, no cap option; DOMAIN §1.4",
  },
  {
    title: "BullMQ",
    package: "bullmq",
    attempts: { option: "attempts", counts: "attempts", default: 1 },
    ways: bullWays(times(option("delay"), power(number(2), attempt))),
    afterLast: phrase("the job stays in the failed set"),
    spelling: BULL_SPELLING,
    source: "bullmq@6.7 classes/backoffs.js:21-40, no cap option; DOMAIN §1.4",
  },
  {
    title: "pg-boss",
    package: "pg-boss",
    attempts: {
      option: "retryLimit",
      counts: "retries",
      default: 2,
      versions: [{ when: { below: "10.0.0" }, default: 0 }],
    },
    ways: [
      {
        when: { option: "retryBackoff", is: true },
        delay: times(option("retryDelay"), power(number(2), attempt)),
        unit: "s",
        defaults: { retryDelay: 1 },
        cap: { option: "retryDelayMax" },
        jitter: { delay: DOUBLE_JITTER, beforeCap: true },
      },
      {
        when: { option: "retryLimit", is: "present" },
        delay: option("retryDelay"),
        unit: "s",
        defaults: { retryDelay: 0 },
        only: PG_BOSS_QUEUE,
      },
    ],
    afterLast: phrase("the job stays failed, or goes to the queue's dead letter queue"),
    spelling: {
      bound: { option: "retryLimit", value: "3" },
      backoff: { option: "retryBackoff", value: "true" },
    },
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
  /** It keeps a connection open for as long as the process lives: endless by design. */
  connection?: true;
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
    library: /^fetch-retry(\.default)?(\(\))?$/u,
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
    connection: true,
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
    connection: true,
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
  /** With its jitter. */
  delay: Symbolic;
  unit: "ms";
  source: string;
}[] = [
  {
    library: /^axios-retry\.(default\.)?exponentialDelay$/u,
    delay: times(
      apply("uniform", number(1), number(1.2)),
      times(number(100), power(number(2), plus(attempt, number(1)))),
    ),
    unit: "ms",
    source: "axios-retry@4.5.0 dist/esm/index.js:56: no cap, up to a fifth more by chance; DOMAIN §1.3",
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
  afterLast: phrase("`RetryError` is raised in place of the error, unless `reraise=True`"),
  source: "tenacity@9.1.4 __init__.py:219-225: stop_never, wait_none; DOMAIN §1.2",
  spelling: {
    bound: { option: "stop", value: "stop_after_attempt(5)", names: ["stop_after_attempt"] },
    backoff: { option: "wait", value: "wait_random_exponential(max=60)", names: ["wait_random_exponential"] },
  },
  /** Added to the wait that is there. */
  jitter: { option: "wait", value: "wait_random(0, 1)", names: ["wait_random"] },
} as const;

/** Wait generators that are given by name: `backoff.on_exception(backoff.expo, …)`. */
export interface GeneratorRow extends Pick<RetryRow, "delay" | "unit" | "defaults" | "cap" | "replacedBy"> {
  library: RegExp;
  source: string;
}

export const GENERATORS: readonly GeneratorRow[] = [
  {
    library: /^backoff\.expo$/u,
    delay: times(option("factor"), power(option("base"), attempt)),
    unit: "s",
    defaults: { factor: 1, base: 2 },
    cap: { option: "max_value" },
    source: "backoff@2.2.1 _wait_gen.py expo; DOMAIN §1.2",
  },
  {
    library: /^backoff\.fibo$/u,
    delay: fibonacci(1),
    unit: "s",
    defaults: {},
    cap: { option: "max_value" },
    source: "backoff@2.2.1 _wait_gen.py fibo: 1, 1, 2, 3, 5",
  },
  {
    library: /^backoff\.constant$/u,
    delay: option("interval"),
    unit: "s",
    defaults: { interval: 1 },
    replacedBy: "interval",
    source: "backoff@2.2.1 _wait_gen.py constant",
  },
  {
    library: /^backoff\.decay$/u,
    delay: times(option("initial_value"), apply("exp", times(option("decay_factor"), apply("neg", attempt)))),
    unit: "s",
    defaults: { initial_value: 1, decay_factor: 1 },
    source: "backoff@2.2.1 _wait_gen.py decay",
  },
];

/** cockatiel: 128 ms to 30 s by default. cockatiel@3.2.1 ExponentialBackoff; DOMAIN §1.3. */
export const COCKATIEL = {
  retry: /^cockatiel\.retry$/u,
  backoff: /^cockatiel\.ExponentialBackoff$/u,
  maxDelay: 30_000,
  initialDelay: 128,
  exponent: 2,
  constant: /^cockatiel\.ConstantBackoff$/u,
  list: /^cockatiel\.IterableBackoff$/u,
  afterLast: phrase("the last error is thrown"),
  source: "cockatiel@3.2.1 RetryPolicy.js; DOMAIN §1.3",
  package: "cockatiel",
  options: 1,
  spelling: {
    bound: { option: "maxAttempts", value: "5" },
    backoff: { option: "backoff", value: "new ExponentialBackoff()", names: ["ExponentialBackoff"] },
  },
} as const;
