import type { NextFunction, Request, Response } from "express";
import { RateLimiterRedis } from "rate-limiter-flexible";
import { client } from "./redis";

const logins = new RateLimiterRedis({ storeClient: client, points: 5, duration: 60 });

export async function rateLimitLogin(request: Request, response: Response, next: NextFunction) {
  try {
    await logins.consume(request.body.email);
    next();
  } catch (rejection) {
    if (rejection instanceof Error) return next(); // expect: no-fail-open-limiter/storeFails warning
    response.status(429).end();
  }
}

export async function rateLimitReset(request: Request, response: Response, next: NextFunction) {
  try {
    await logins.consume(request.body.email);
    next();
  } catch {
    response.status(429).end(); // ok: no-fail-open-limiter — a failure is a refusal
  }
}

export async function rateLimitUploads(request: Request, response: Response, next: NextFunction) {
  try {
    await logins.consume(request.body.email);
    next();
  } catch (error) {
    next(error); // ok: no-fail-open-limiter — the failure goes on as an error
  }
}
