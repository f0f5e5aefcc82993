export class RateLimiter { // ok: no-unenforced-limiter — an instance is given to the client
  #tokens: number;
  constructor(private readonly capacity: number, private readonly perSecond: number) {
    this.#tokens = capacity;
  }

  async acquire(): Promise<void> {
    while (this.#tokens < 1) await new Promise(resolve => setTimeout(resolve, 1000 / this.perSecond));
    this.#tokens -= 1;
  }

  refill(): void {
    this.#tokens = Math.min(this.capacity, this.#tokens + this.perSecond);
  }
}
