import { PLAN_RATE_LIMITS } from "./limits";

export function allowed(plan: keyof typeof PLAN_RATE_LIMITS, used: number): boolean {
  return used < PLAN_RATE_LIMITS[plan].requests;
}
