import { LRUCache } from "lru-cache";

export function createRateLimiter(options: { interval: number; accounts: number }) {
  const windows = new LRUCache<string, number[]>({ max: options.accounts, ttl: options.interval }); // expect: no-process-local-limiter/severalProcesses warning
  return {
    check(account: string, limit: number): Promise<void> {
      return new Promise((resolve, reject) => {
        const used = windows.get(account) ?? [0];
        if (used[0] === 0) windows.set(account, used);
        used[0] += 1;
        const usage = used[0];
        return usage > limit ? reject() : resolve();
      });
    },
  };
}

export const checkoutLimiter = createRateLimiter({ interval: 60_000, accounts: 500 });
