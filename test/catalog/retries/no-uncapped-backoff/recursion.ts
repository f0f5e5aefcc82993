const MAX_ATTEMPTS = 5;
const wait = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

export async function load(url: string, attempt = 0): Promise<Response> {
  const response = await fetch(url);
  if (response.ok || attempt >= MAX_ATTEMPTS) return response;
  await wait(300 * 2 ** attempt); // expect: no-uncapped-backoff/bounded advice
  return load(url, attempt + 1);
}

export async function loadSlowly(url: string, delay = 1000): Promise<Response> {
  const response = await fetch(url);
  if (response.ok) return response;
  await wait(delay); // expect: no-uncapped-backoff/unlimited warning
  return loadSlowly(url, delay * 2);
}

export class Feed {
  #socket: WebSocket | undefined;
  private reconnectAttempts = 0;

  connect(): void {
    this.#socket = new WebSocket("wss://feed.example.com");
    this.#socket.onopen = () => {
      this.reconnectAttempts = 0;
    };
    this.#socket.onclose = () => this.reconnect();
  }

  private reconnect(): void {
    this.reconnectAttempts++;
    setTimeout(() => this.connect(), 1000 * 2 ** this.reconnectAttempts); // expect: no-uncapped-backoff/unlimited warning
  }
}

export class CappedFeed {
  private reconnectAttempts = 0;

  reconnect(connect: () => void): void {
    this.reconnectAttempts++;
    // ok: no-uncapped-backoff — half a minute at most
    setTimeout(() => connect(), Math.min(1000 * 2 ** this.reconnectAttempts, 30_000));
  }
}
