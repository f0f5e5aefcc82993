import { RateLimiter } from "./limiter";

export class CrmClient {
  constructor(private readonly limiter: { acquire(): Promise<void> }) {}

  async get(path: string) {
    await this.limiter.acquire();
    return fetch(`https://crm.example.com${path}`);
  }
}

export const crm = new CrmClient(new RateLimiter(10, 5));
