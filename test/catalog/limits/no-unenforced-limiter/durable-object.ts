interface Bucket {
  count: number;
  resetAt: number;
}

// ok: no-unenforced-limiter — the platform makes it and calls fetch() through a binding
export class RateLimiter {
  private readonly buckets = new Map<string, Bucket>();

  constructor(private readonly state: DurableObjectState) {}

  async fetch(request: Request): Promise<Response> {
    const key = new URL(request.url).pathname;
    const bucket = this.buckets.get(key) ?? { count: 0, resetAt: Date.now() + 60_000 };
    bucket.count += 1;
    this.buckets.set(key, bucket);
    await this.state.storage.put(key, bucket);
    return Response.json({ allowed: this.check(bucket) });
  }

  private check(bucket: Bucket): boolean {
    return bucket.count <= 60;
  }
}
