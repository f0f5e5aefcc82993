/** Five attempts in fifteen minutes, per account. */
export class LoginRateLimiter { // expect: no-unenforced-limiter/neverUsed warning
  private readonly attempts = new Map<string, { count: number; firstAt: number }>();

  check(account: string): boolean {
    const now = Date.now();
    const entry = this.attempts.get(account);
    if (!entry || now - entry.firstAt > 15 * 60_000) {
      this.attempts.set(account, { count: 1, firstAt: now });
      return true;
    }
    entry.count += 1;
    return entry.count <= 5;
  }
}

export const loginLimiter = new LoginRateLimiter();
