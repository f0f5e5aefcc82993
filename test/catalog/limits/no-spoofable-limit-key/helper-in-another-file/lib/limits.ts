import { RateLimiterRedis } from "rate-limiter-flexible";
import { client } from "./redis";
import { getClientIp, getNearestIp } from "./client-ip";

const logins = new RateLimiterRedis({ storeClient: client, points: 5, duration: 60 });

function keyOf(request: Request): string {
  return `login:${getClientIp(request.headers)}`;
}

export async function limitLogin(request: Request): Promise<void> {
  await logins.consume(keyOf(request));
}

export async function limitSearch(request: Request): Promise<void> {
  await logins.consume(getNearestIp(request.headers));
}
