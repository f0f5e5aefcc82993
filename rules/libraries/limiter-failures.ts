/** What rate limiting libraries do while their store is away, where that is a matter of an option. */

export interface FailureOption {
  title: string;
  /** Library names of the calls that take the option; a plugin is given to `register`. Empty: a setting of its own. */
  makes: readonly string[];
  plugin?: true;
  /** Option or setting; every request passes when it is `true`. */
  option: string;
  /** Options that answer for the store, so that nothing passes unseen. */
  covers: readonly string[];
  /** What takes its place: another option with the same value, or the same with the other value. */
  instead?: string;
  source: string;
}

const LIMITS_OPTIONS = ["in_memory_fallback", "in_memory_fallback_enabled"];

export const FAILURE_OPTIONS: readonly FailureOption[] = [
  {
    title: "slowapi",
    makes: ["slowapi.Limiter()", "slowapi.extension.Limiter()"],
    option: "swallow_errors",
    covers: LIMITS_OPTIONS,
    instead: "in_memory_fallback_enabled",
    source: "DOMAIN.md §3.1 slowapi 0.1.9 (swallow_errors → fail-open; slowapi/extension.py)",
  },
  {
    title: "flask-limiter",
    makes: ["flask_limiter.Limiter()", "flask_limiter.extension.Limiter()"],
    option: "swallow_errors",
    covers: LIMITS_OPTIONS,
    instead: "in_memory_fallback_enabled",
    source: "flask-limiter 4.1 docs, Configuration (swallow_errors, in_memory_fallback_enabled)",
  },
  {
    title: "flask-limiter",
    makes: [],
    option: "RATELIMIT_SWALLOW_ERRORS",
    covers: [],
    source: "flask-limiter 4.1 docs, Configuration (RATELIMIT_SWALLOW_ERRORS)",
  },
  {
    title: "django-ratelimit",
    makes: [],
    option: "RATELIMIT_FAIL_OPEN",
    covers: [],
    source: "DOMAIN.md §3.1 django-ratelimit 4.1 (fails closed unless RATELIMIT_FAIL_OPEN)",
  },
  {
    title: "express-rate-limit",
    makes: ["express-rate-limit.default()", "express-rate-limit.rateLimit()", "express-rate-limit()"],
    option: "passOnStoreError",
    covers: [],
    source: "express-rate-limit 8 docs, passOnStoreError",
  },
  {
    title: "@fastify/rate-limit",
    makes: ["@fastify/rate-limit.default", "@fastify/rate-limit"],
    plugin: true,
    option: "skipOnError",
    covers: [],
    source: "@fastify/rate-limit 11 README, skipOnError",
  },
];

/** A limiter that answers "allowed" when its store is slow. */
export const SLOW_STORE = {
  makes: ["@upstash/ratelimit.Ratelimit()", "@upstash/ratelimit.MultiRegionRatelimit()"],
  option: "timeout",
  /** Milliseconds after which the request passes. */
  defaultMs: 5000,
  /** The member of the answer that tells. */
  member: "reason",
  source: "DOMAIN.md §3.2 @upstash/ratelimit 2.2, W28 (timeout default 5000 ms → success:true, reason:'timeout') [T]",
} as const;

/** What costs money or opens an account, by the names of paths, functions and keys. */
export const COSTLY =
  /\b(?:log ?in|sign ?in|sign ?up|register|registration|password|passcode|otp|verify|verification|reset|token|mfa|2fa|totp|auth|oauth|invite|invitation|e ?mail|mail|sms|whatsapp|ai|llm|chat|gpt|openai|anthropic|claude|completions?|generate|generation|prompt|checkout|payments?|pay|billing|charge|credits?|refund|coupon|gift|upload|export|scrape|crawl|enrich|transcribe|bookings?|book|contact|webhook|api ?keys?|secret|download|import|brute ?force)\b/u;
