import rateLimit from "express-rate-limit";

export const strictLimit = rateLimit({ windowMs: 60_000, limit: 5 });
