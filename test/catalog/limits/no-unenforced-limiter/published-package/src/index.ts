export { SlidingWindowRateLimiter } from "./sliding-window";
