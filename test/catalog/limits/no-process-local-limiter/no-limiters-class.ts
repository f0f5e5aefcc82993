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

export class LogSampler {
  private counts = new Map<string, number[]>(); // ok: no-process-local-limiter — how often something is logged

  shouldLog(message: string, limit: number): boolean {
    const recent = (this.counts.get(message) ?? []).filter(at => Date.now() - at < 60_000);
    recent.push(Date.now());
    this.counts.set(message, recent);
    return recent.length <= limit;
  }
}
