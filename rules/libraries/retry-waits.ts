/**
 * How code waits, and how it stores the time of a next attempt. Invariant: units as the API takes them; a row's `position`
 * counts from 0.
 */
import { phrase } from "./phrase.ts";

export interface WaitRow {
  /** Test on the library name, or on the bare name of a global. */
  library: RegExp;
  unit: "ms" | "s";
  position: number;
  keyword?: string;
  source: string;
}

export const WAITS: readonly WaitRow[] = [
  {
    library: /^(time|asyncio|anyio|trio|gevent|eventlet|curio)\.sleep$/u,
    unit: "s",
    position: 0,
    source: "Python standard library; anyio, trio, gevent, eventlet documentation",
  },
  {
    library: /^threading\.Timer$/u,
    unit: "s",
    position: 0,
    keyword: "interval",
    source: "Python threading.Timer(interval, function)",
  },
  {
    library: /^asyncio\.(get_event_loop|get_running_loop|new_event_loop)\(\)\.call_later$/u,
    unit: "s",
    position: 0,
    source: "Python loop.call_later(delay, callback)",
  },
  { library: /^(node:)?timers\/promises\.setTimeout$/u, unit: "ms", position: 0, source: "Node.js timers/promises" },
  { library: /^(delay|p-sleep|sleep-promise)\.(default|delay)$/u, unit: "ms", position: 0, source: "delay@6 index.js" },
  { library: /^setTimeout$/u, unit: "ms", position: 1, source: "HTML timers; Node.js timers" },
  { library: /^(Bun\.sleep|Utilities\.sleep)$/u, unit: "ms", position: 0, source: "Bun and Apps Script documentation" },
  { library: /^bluebird\.(default\.)?delay$/u, unit: "ms", position: 0, source: "bluebird Promise.delay(ms)" },
];

/** Home-made waits go by these names: `await sleep(ms)`, `this.delay(ms)`. */
export const WAIT_NAMES =
  /^_?(async_?)?(sleep|delay|wait|pause|timer|timeout|backoff_?sleep|sleep_?for|sleep_?ms|wait_?for_?ms|sleep_?async)$/iu;

/** Names of calls that schedule work, with the keyword or property that delays it. */
export const DELAYED_CALLS: readonly { method: RegExp; option: string; unit: "ms" | "s"; source: string }[] = [
  { method: /^apply_async$/u, option: "countdown", unit: "s", source: "celery@5.6.3 app/task.py apply_async" },
  {
    method: /^(retry|retryAll)$/u,
    option: "delaySeconds",
    unit: "s",
    source: "Cloudflare Queues: message.retry({ delaySeconds }), DOMAIN §1.5",
  },
  {
    method: /^send_with_options$/u,
    option: "delay",
    unit: "ms",
    source: "dramatiq@2.2 actor.py send_with_options(delay=ms)",
  },
  {
    method: /^(publishJSON|publish|enqueue)$/u,
    option: "delay",
    unit: "s",
    source: "@upstash/qstash@2.12: delay in seconds",
  },
];

/** Times that have nothing to do with a next attempt: a lock-out after failed logins, an expiry. */
export const OTHER_DATES = /lock|expir|ban|block|suspend|valid|ttl|session|token|captcha|throttle/iu;

/** date-fns's functions that add a duration to a date, with its unit. */
export const DATE_ADDERS: Readonly<Record<string, "ms" | "s" | "min" | "h" | "d">> = {
  addMilliseconds: "ms",
  addSeconds: "s",
  addMinutes: "min",
  addHours: "h",
  addDays: "d",
};

/** Functions that compute a delay for others go by these names. */
export const FORMULA_NAMES =
  /(backoff|delay|retry_?(in|after|at(?!tempt)|time|wait)|next_?(retry|attempt)|wait_?(time|for)|sleep_?time|cooldown)/iu;

/** celery@5.6.3 app/task.py:218 */
export const CELERY_MAX_RETRIES = {
  value: 3,
  text: phrase("Celery's default of 3 retries"),
  source: "celery@5.6.3 app/task.py:218",
};

/** Celery's `retry_backoff`: DOMAIN §1.1; celery@5.6.3 utils/time.py:448-462, app/autoretry.py:8-66. */
export const CELERY_AUTORETRY = { backoffMax: 600, source: "celery@5.6.3 app/autoretry.py:8-66" };

/** celery@5.6.3 app/task.py:222; DOMAIN §1.1 */
export const CELERY_RETRY_DELAY = { seconds: 180, source: "celery@5.6.3 app/task.py:222" };
