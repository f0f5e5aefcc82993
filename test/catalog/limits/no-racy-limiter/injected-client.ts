interface Counter {
  incr(key: string): Promise<number>;
  pexpire(key: string, ms: number): Promise<unknown>;
}

export class RateLimitService {
  constructor(private readonly store: Counter | undefined) {}

  async check(client: string, limit: number, windowMs: number) {
    const key = `ratelimit:${client}`;
    try {
      const store = this.store;
      if (!store) throw new Error("no connection");
      const count = await store.incr(key);
      if (count === 1) {
        await store.pexpire(key, windowMs); // expect: no-racy-limiter/leftover warning
      }
      return { allowed: count <= limit };
    } catch {
      return { allowed: false };
    }
  }
}
