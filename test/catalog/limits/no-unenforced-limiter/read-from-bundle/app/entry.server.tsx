export { ingestRateLimiter } from "./ingest-limit.server";
