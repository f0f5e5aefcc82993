export class RateLimiter implements DurableObject {
  private windows = new Map<string, number[]>(); // ok: no-process-local-limiter — there is one object of each name

  constructor(private readonly state: DurableObjectState) {}

  async fetch(request: Request): Promise<Response> {
    const key = new URL(request.url).pathname;
    const recent = (this.windows.get(key) ?? []).filter(at => Date.now() - at < 60_000);
    recent.push(Date.now());
    this.windows.set(key, recent);
    return new Response(null, { status: recent.length > 20 ? 429 : 200 });
  }
}
