import { RateLimiterRedis } from "rate-limiter-flexible";
import { redis } from "./redis";

const perHour = new RateLimiterRedis({ storeClient: redis, points: 20, duration: 3600 });

export async function assertMayAsk(account: string): Promise<void> {
  await perHour.consume(account);
}
