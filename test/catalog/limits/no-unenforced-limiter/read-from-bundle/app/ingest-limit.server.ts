import type { NextFunction, Request, Response } from "express";

const counts = new Map<string, number>();

export function ingestRateLimiter(request: Request, response: Response, next: NextFunction) { // ok: no-unenforced-limiter — the server reads it from the bundle
  const count = (counts.get(request.ip ?? "") ?? 0) + 1;
  counts.set(request.ip ?? "", count);
  if (count > 600) return response.sendStatus(429);
  return next();
}
