const attempts = new Map<string, { count: number; since: number }>();

interface Verdict {
  allowed: boolean;
  remaining: number;
}

function consume(key: string, limit: number): Verdict {
  const now = Date.now();
  const entry = attempts.get(key);
  if (!entry || now - entry.since > 3_600_000) {
    attempts.set(key, { count: 1, since: now });
    return { allowed: true, remaining: limit - 1 };
  }
  entry.count += 1;
  return { allowed: entry.count <= limit, remaining: Math.max(0, limit - entry.count) };
}

export function checkLoginRateLimit(ip: string): Verdict { // expect: require-tenant-limit-key/credentialsByAddress warning
  return consume(`login:${ip}`, 10);
}

// ok: require-tenant-limit-key — asking for a link guesses nothing
export function checkForgotPasswordRateLimit(ip: string): Verdict {
  return consume(`forgot:${ip}`, 5);
}

// ok: require-tenant-limit-key — by account and address
export function checkCodeRateLimit(account: string, ip: string): Verdict {
  return consume(`otp:${account}:${ip}`, 5);
}
