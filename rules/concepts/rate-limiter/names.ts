/**
 * How code bases name what they limit with. These are conventions: what they tell is never more than a likelihood, and a
 * limiter that is known by its name alone is at most a warning.
 */

const LIMITER = /rate ?limit|throttl|limiter|token ?bucket|leaky ?bucket|sliding ?window ?limit|login ?limit/u;
/** What every name of a limiter holds, however it is written: most names are done with here. */
const SPEAKS_OF_LIMITS = /limit|throttl|bucket/iu;
const STRONG = /rate ?limit|limiter|token ?bucket|leaky ?bucket/u;

/** First words of functions that read, describe, reset or build something about a limit. */
const OTHER_VERBS = wordSet(`
  get set reset clear clean cleanup format parse handle on show render log report to map update delete
  remove load save setup configure init initialize validate test mock add extract hash describe alert
  notify send calculate compute next key list create make build new resolve increment record track
  read fetch store register detect classify simulate print view close disable enable skip use should
  retry catch decode encode unban unblock purge flush patch refresh
`);
const FACTORY_VERBS = new Set(["create", "make", "build", "new"]);

/** Last words of what is about a limit and is none. */
const OTHER_NOUNS = wordSet(`
  error errors exception config configs configuration option options settings key keys header headers
  info status stats statistics result results response message messages delay state metrics metric
  name type types entry client event events banner label tier tiers plan policy policies usage reset
  window identifier id ip count counts log logs retry handler exceeded data record records schema
  params args props context prefix url path value values rule rules store cache storage backend
  remaining test tests mock factory provider serializer admin form model table detail details reason
  kind mode strategy algorithm field fields page view card badge alert dialog toast dashboard panel
  chart hook interface protocol base dto entity spec report tracker monitor delimiter time at ms
  seconds env module decorator
`);

/** Readers whose callers show a limit and refuse nothing. */
const DISPLAY =
  /^(?:get|fetch|list|load|read|show|render|print|report|format|build|calculate|describe)\b.*\b(?:stats?|statistics|status|usage|info|metrics|summary|remaining|dashboard|health|report|overview|headers?)$/u;

/** Members that count one more use. */
const COUNTING = /^(?:increment|incr|inc|record|count|track|bump|add|register|log|note|mark|report|use|increase)\b/u;

const CHECKING =
  /^(?:check|is|can|may|allow|allowed|has|try|acquire|consume|limit|wait|hit|enforce|dispatch|call|handle|request|take|get token|throttle|remove token|should|within|intercept|use|apply|schedule|attempt|reserve|protect|verify|validate|process|execute|rate limit|over|exceeded|enter|aenter|allow)/u;

/** `checkRateLimit`, `check_rate_limit` and `CheckRateLimit` are "check rate limit"; `_x` and `__call__` lose their underscores. */
export function words(name: string): string {
  const parted = /[A-Z]/u.test(name)
    ? name.replace(/([a-z\d])([A-Z])/gu, "$1 $2").replace(/([A-Z])([A-Z][a-z])/gu, "$1 $2")
    : name;
  return parted
    .replaceAll(/[_$-]+/gu, " ")
    .trim()
    .toLowerCase();
}

/** A name that speaks of rate limits at all. */
export function mentionsLimiter(name: string): boolean {
  return SPEAKS_OF_LIMITS.test(name) && LIMITER.test(words(name)) && !/delimiter/iu.test(name);
}

/** A function whose name says that it limits: `checkRateLimit`, `with_rate_limit`, `createRateLimiter`, `isRateLimited`. */
export function isLimiterFunctionName(name: string): boolean {
  if (!SPEAKS_OF_LIMITS.test(name)) return false;
  const text = words(name);
  const all = text.split(" ");
  if (!STRONG.test(text) && !(text.includes("throttl") && all.length > 1)) return false;
  if (/delimiter/u.test(text) || OTHER_NOUNS.has(all.at(-1)!)) return false;
  if (FACTORY_VERBS.has(all[0]!)) return /limiter|limit|throttle|middleware|bucket$/u.test(all.at(-1)!);
  return !OTHER_VERBS.has(all[0]!);
}

/** What a limiter's function is called in a file that is named after limits: `allow` of `rate-limit.ts`. */
export function isPlainCheckName(name: string): boolean {
  return /^(?:allow|allowed|is allowed|allow request|check|check limit|check request|check and increment|increment and check|check and consume|check quota|consume|hit|limit|take|acquire|try acquire|can proceed|enforce)$/u.test(
    words(name),
  );
}

/** A class whose name says that its instances limit: `RateLimiter`, `RateLimitMiddleware`, `LoginThrottle`, `TokenBucket`. */
export function isLimiterClassName(name: string): boolean {
  if (!SPEAKS_OF_LIMITS.test(name)) return false;
  const text = words(name);
  return (
    (STRONG.test(text) || /throttl/u.test(text)) &&
    !/delimiter/u.test(text) &&
    !OTHER_NOUNS.has(text.split(" ").at(-1)!) &&
    !/^(?:base|abstract|mock|fake|noop|null|test) /u.test(text)
  );
}

/** A table of limits: `RATE_LIMITS`, `rateLimitConfigs`, `RATE_LIMIT_TIERS`. */
export function isLimitTableName(name: string): boolean {
  return (
    SPEAKS_OF_LIMITS.test(name) &&
    /rate limits?\b|throttles?\b|limits by|limit tiers?/u.test(words(name)) &&
    !/error|message|header|status/u.test(words(name))
  );
}

/** A setting that says how much is allowed: `rate_limit_per_minute`, `RATE_LIMIT_REQUESTS`. */
export function isLimitOption(name: string): boolean {
  return (
    SPEAKS_OF_LIMITS.test(name) &&
    /^(?:api |global |default |login |max )*(?:rate ?limit|throttle)\b/u.test(words(name)) &&
    !/enabled|storage|url|redis|backend|header|key|message|prefix/u.test(words(name))
  );
}

export function isDisplayName(name: string): boolean {
  return DISPLAY.test(words(name));
}

export function isCountingName(name: string): boolean {
  return COUNTING.test(words(name));
}

export function isCheckingName(name: string): boolean {
  return CHECKING.test(words(name));
}

const ALLOWING =
  /^(?:is |was )?(?:allowed|allow|success|successful|succeeded|ok|okay|permitted|passed|can proceed|within limit)$/u;
const REFUSING =
  /^(?:is |was |rate )*(?:limited|rate limited|blocked|exceeded|denied|throttled|limit exceeded|over limit|limit reached|should limit)$/u;

/** The member or variable that says whether a request may go on: `allowed`, `success`, `isRateLimited`. */
export function isVerdictName(name: string): boolean {
  return ALLOWING.test(words(name)) || REFUSING.test(words(name));
}

/** Whether a true verdict of this name allows. */
export function verdictAllows(name: string): boolean {
  return !REFUSING.test(words(name));
}

/** A word for a number that grows with use. */
export function isCountName(name: string): boolean {
  return /^(?:used|count|counts|counter|usage|requests?|hits|calls|spent|total|attempts|current|sent|consumed|tokens? used|request count|call count|daily count|.* (?:used|count|usage|calls|requests|sent))$/u.test(
    words(name),
  );
}

/** A word for a number that a count is compared with, or for the count itself. */
export function isQuantityName(name: string): boolean {
  return /count|limit|max|remaining|token|request|hits|attempt|used|usage|length|calls|timestamp|current|budget|quota|points|size|bucket|allowance|burst|capacity|min interval|interval|elapsed|window/u.test(
    words(name),
  );
}

function wordSet(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/u));
}
