/**
 * Delays that a server dictates: the headers and fields that carry them, and the values that people put into a Retry-After
 * header of their own. DOMAIN.md §6 "Retry-After"; RFC 9110 §10.2.3: whole seconds or an HTTP-date.
 */
import { phrase } from "./phrase.ts";

/** Headers that say how long to wait, in any spelling. */
export const DELAY_HEADER = /^(retry-?after(-ms)?|x-retry-after|x-?ms-retry-after-ms|(x-)?rate-?limit-reset(-\w+)*)$/iu;

/** Fields of errors and answers that carry the header's value on. */
export const DELAY_FIELD =
  /^_?(retry_?after(_?(in|ms|msecs?|millis|milliseconds|secs?|seconds|s|header|value|delay))?|check_?after_?secs)$/iu;

/** Words in a regular expression that reads a delay out of an error's message. */
export const DELAY_MESSAGE = /(retry|try|wait)[^|]{0,20}(after|again|in|for)/iu;

/** Functions that hold a number between bounds, by their last name: which bounds they set. */
export const CLAMPS: readonly { name: RegExp; upper: boolean; lower: boolean; source: string }[] = [
  { name: /^(clamp|inRange|clip)$/u, upper: true, lower: true, source: "lodash.clamp(n, low, high), numpy.clip" },
  { name: /(^|_)(clamp|cap|bound|limit)(ed)?(_|$|[A-Z])/iu, upper: true, lower: false, source: "by name" },
];

/** Values that a limiter gives, which are no seconds to wait. */
export interface ResetRow {
  /** Test on the library name of the value. */
  library: RegExp;
  title: string;
  is: "epoch-ms" | "epoch-s" | "ms" | "date";
  source: string;
}

export const RESETS: readonly ResetRow[] = [
  {
    library: /^@upstash\/ratelimit\.Ratelimit(\(\)|\.\w+)*\.(limit|blockUntilReady|getRemaining)\(\)\.reset$/u,
    title: phrase("`reset` of @upstash/ratelimit"),
    is: "epoch-ms",
    source: "@upstash/ratelimit@2.2.0 RatelimitResponse.reset: Unix timestamp in milliseconds",
  },
  {
    library: /^rate-limiter-flexible\.\w+\(\)\.\w+\(\)\.msBeforeNext$/u,
    title: phrase("`msBeforeNext` of rate-limiter-flexible"),
    is: "ms",
    source: "rate-limiter-flexible@11.4.0 RateLimiterRes.msBeforeNext",
  },
  {
    library: /^limits\.strategies\.\w+\(\)\.get_window_stats\(\)\.reset_time$/u,
    title: phrase("`reset_time` of limits"),
    is: "epoch-s",
    source: "limits WindowStats.reset_time: seconds since the epoch",
  },
];

/** Names of times before which nothing is tried again. */
export const WAIT_UNTIL =
  /(until|next_?(retry|attempt|try|run|poll)(_?(at|time|ts|date))?|retry_?(at|time|on)|resume_?at|resume_?time|not_?before|available_?at|run_?at|scheduled_?(at|for)|cool_?down_?(until|ends?|at))$/iu;

/** Options that take a function from a failure to the delay, and the unit of its result. */
export const WAIT_CALLBACKS: readonly { option: RegExp; unit: "ms" | "s"; source: string }[] = [
  { option: /^wait$/u, unit: "s", source: "tenacity@9.1.4 __init__.py: wait=callable(retry_state), DOMAIN §1.2" },
  {
    option: /^retryDelay$/u,
    unit: "ms",
    source: "axios-retry@4.5, fetch-retry@6, @tanstack/query-core: retryDelay(count, error)",
  },
  { option: /^calculateDelay$/u, unit: "ms", source: "got@14.6.6 retry.calculateDelay({ computedValue, … })" },
  {
    option: /^backoffStrategy$/u,
    unit: "ms",
    source: "bullmq@6.7 settings.backoffStrategy(attemptsMade, type, error)",
  },
  { option: /^delay$/u, unit: "ms", source: "ky@1.14 retry.delay(attemptCount)" },
];
