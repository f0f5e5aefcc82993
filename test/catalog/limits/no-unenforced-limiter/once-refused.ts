export class OutgoingRateLimiter {
  private tokens = 10;

  constructor(private readonly perSecond: number) {
    setInterval(() => (this.tokens = Math.min(10, this.tokens + perSecond)), 1000);
  }

  tryAcquire(): boolean {
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  async run<T>(call: () => Promise<T>): Promise<T> {
    if (!this.tryAcquire()) {
      await sleep(1000 / this.perSecond); // expect: no-unenforced-limiter/proceedsWithoutToken warning
    }
    return call();
  }

  async runFairly<T>(call: () => Promise<T>): Promise<T> {
    while (!this.tryAcquire()) {
      await sleep(1000 / this.perSecond); // ok: no-unenforced-limiter — asks again until it has a token
    }
    return call();
  }
}

const outgoing = new OutgoingRateLimiter(5);

export function fetchContacts() {
  return outgoing.run(() => fetch("https://crm.example.com/contacts"));
}

function sleep(ms: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, ms));
}
