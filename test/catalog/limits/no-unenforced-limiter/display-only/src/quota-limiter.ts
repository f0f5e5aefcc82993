const usage: Record<string, { count: number; resetAt: number }> = {};

export const DAILY_LIMITS = { maps: 300, mails: 100 };

export function checkRateLimit(service: keyof typeof DAILY_LIMITS) { // expect: no-unenforced-limiter/displayOnly warning
  const entry = usage[service] ?? { count: 0, resetAt: endOfDay() };
  const limit = DAILY_LIMITS[service];
  return { allowed: entry.count < limit, remaining: Math.max(0, limit - entry.count), limit };
}

export function incrementUsage(service: keyof typeof DAILY_LIMITS, amount = 1): void {
  usage[service] ??= { count: 0, resetAt: endOfDay() };
  usage[service].count += amount;
}

export function getUsageStats() {
  return { maps: checkRateLimit("maps"), mails: checkRateLimit("mails") };
}

function endOfDay(): number {
  return new Date().setHours(23, 59, 59, 999);
}
