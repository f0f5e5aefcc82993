import { getUsageStats } from "./quota-limiter";

export async function GET() {
  return Response.json(getUsageStats());
}
