const RETRYABLE = new Set([408, 425, 429]);

export class ResponseQueue {
  private readonly pending = new Map<string, number>(); // ok: no-process-local-limiter — ids of what is being sent; attempts are counted elsewhere
  private attempts = 0;

  add(id: string): void {
    this.pending.set(id, Date.now());
  }

  async send(status: number): Promise<boolean> {
    this.attempts += 1;
    if (this.attempts > 5 || !RETRYABLE.has(status)) throw new Error("gave up");
    return true;
  }
}
