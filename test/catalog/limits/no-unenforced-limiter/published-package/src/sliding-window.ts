export class SlidingWindowRateLimiter { // ok: no-unenforced-limiter — who uses the package is not known here
  readonly #timestamps: number[] = [];
  constructor(readonly limit: number, readonly windowMs: number) {}

  tryAcquire(now = Date.now()): boolean {
    while (this.#timestamps.length > 0 && now - this.#timestamps[0]! > this.windowMs) this.#timestamps.shift();
    if (this.#timestamps.length >= this.limit) return false;
    this.#timestamps.push(now);
    return true;
  }
}
