import assert from "node:assert/strict";
import {
  isCheckingName,
  isCountingName,
  isDisplayName,
  isLimiterClassName,
  isLimiterFunctionName,
  isLimitOption,
  isLimitTableName,
  words,
} from "../../../rules/concepts/rate-limiter/names.ts";

function check(name: string, ask: (name: string) => boolean, yes: string[], no: string[]): void {
  describe(name, () => {
    for (const one of yes) it(`${one}: yes`, () => assert.equal(ask(one), true));
    for (const one of no) it(`${one}: no`, () => assert.equal(ask(one), false));
  });
}

describe("names of limiters", () => {
  it("are read as words", () => {
    assert.equal(words("checkRateLimit"), "check rate limit");
    assert.equal(words("RATE_LIMIT_TIERS"), "rate limit tiers");
    assert.equal(words("APIRateLimiter"), "api rate limiter");
    assert.equal(words("__call__"), "call");
  });

  check(
    "functions that limit",
    isLimiterFunctionName,
    [
      "checkRateLimit",
      "with_rate_limit",
      "isRateLimited",
      "rateLimit",
      "createRateLimiter",
      "enforce_api_rate_limit",
      "throttleRequests",
    ],
    [
      "getRateLimitHeaders",
      "isRateLimitError",
      "resetRateLimit",
      "rate_limit_exceeded_handler",
      "createRateLimitKey",
      "throttle",
      "splitByDelimiter",
      "useRateLimit",
    ],
  );
  check(
    "classes that limit",
    isLimiterClassName,
    ["RateLimiter", "RateLimitMiddleware", "LoginThrottle", "TokenBucket"],
    ["RateLimitError", "RateLimitConfig", "BaseRateLimiter", "DelimiterParser", "ThrottleSerializer"],
  );
  check(
    "tables of limits",
    isLimitTableName,
    ["RATE_LIMITS", "rateLimitConfigs", "PLAN_RATE_LIMITS"],
    ["RATE_LIMIT_ERRORS", "PAGE_LIMITS"],
  );
  check(
    "settings of limits",
    isLimitOption,
    ["rate_limit_per_minute", "API_RATE_LIMIT"],
    ["rate_limit_enabled", "rate_limit_storage_url", "upload_limit"],
  );
  check(
    "readers for display",
    isDisplayName,
    ["getUsageStats", "get_rate_limit_status"],
    ["checkRateLimit", "getLimiter"],
  );
  check("counting members", isCountingName, ["increment", "recordUsage", "track_call"], ["check", "reset"]);
  check(
    "checking members",
    isCheckingName,
    ["check_limit", "canCall", "__call__", "tryAcquire"],
    ["configure", "stats"],
  );
});
