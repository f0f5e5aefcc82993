const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export class Stream {
  private retryDelay = 500;

  async run(read: () => Promise<void>): Promise<void> {
    while (true) {
      try {
        await read();
        this.retryDelay = 500;
      } catch {
        await pause(this.retryDelay);
        this.retryDelay *= 2; // expect: no-uncapped-backoff/endless error
      }
    }
  }
}

export class CappedStream {
  private retryDelay = 500;

  async run(read: () => Promise<void>): Promise<void> {
    while (true) {
      try {
        await read();
      } catch {
        await pause(this.retryDelay);
        this.retryDelay = Math.min(this.retryDelay * 2, 30_000); // ok: no-uncapped-backoff — capped where it grows
      }
    }
  }
}

export class Socket {
  private reconnectAttempts = 0;
  private maxReconnectAttempts = 5;

  reconnect(connect: () => void): void {
    if (this.reconnectAttempts >= this.maxReconnectAttempts) return;
    const delay = 1000 * Math.pow(2, this.reconnectAttempts); // expect: no-uncapped-backoff/bounded advice
    this.reconnectAttempts++;
    setTimeout(() => connect(), delay);
  }
}

export class Upload {
  // ok: no-uncapped-backoff — a limit named like a counter
  constructor(private readonly options: { retries: number; delayMs: number }) {}

  async send(put: () => Promise<boolean>): Promise<void> {
    for (let left = this.options.retries; left > 0; left--) {
      if (await put()) return;
      await pause(this.options.delayMs);
    }
  }
}
