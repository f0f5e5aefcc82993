/** Runs the latest action of each key once it has been quiet for a while. */
export class Debouncer {
  readonly #delayMs: number;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  readonly #waiting = new Map<string, (() => void)[]>();

  constructor(delayMs: number) {
    this.#delayMs = delayMs;
  }

  schedule(key: string, action: () => void, delayMs = this.#delayMs): void {
    clearTimeout(this.#timers.get(key));
    const timer = setTimeout(() => {
      this.#timers.delete(key);
      action();
      this.#release(key);
    }, delayMs);
    this.#timers.set(key, timer);
  }

  cancel(key: string): void {
    clearTimeout(this.#timers.get(key));
    this.#timers.delete(key);
    this.#release(key);
  }

  isScheduled(key: string): boolean {
    return this.#timers.has(key);
  }

  /** Fulfilled when nothing is scheduled for the key any more. */
  settled(key: string): Promise<void> {
    if (!this.#timers.has(key)) return Promise.resolve();
    return new Promise(resolve => this.#waiting.set(key, [...(this.#waiting.get(key) ?? []), resolve]));
  }

  dispose(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
    for (const key of [...this.#waiting.keys()]) this.#release(key);
  }

  #release(key: string): void {
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    for (const resolve of waiting) resolve();
  }
}
