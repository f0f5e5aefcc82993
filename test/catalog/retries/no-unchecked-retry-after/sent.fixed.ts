import type { Request, Response } from "express";

export function busy(_request: Request, response: Response, windowMs: number): void {
  // expect: no-unchecked-retry-after/notSeconds error
  response.setHeader("Retry-After", String(Math.max(1, Math.ceil(((Date.now() + windowMs) - Date.now()) / 1000))));
  response.status(429).end();
}

export function stillBusy(_request: Request, response: Response, resetAt: number): void {
  // expect: no-unchecked-retry-after/notSeconds error
  response.set("Retry-After", String(Math.max(1, Math.ceil((resetAt - Date.now()) / 1000))));
  response.status(429).end();
}

export function closed(_request: Request, response: Response, opensAt: Date): void {
  // expect: no-unchecked-retry-after/notSeconds error
  response.header("Retry-After", opensAt.toISOString());
  response.status(503).end();
}

export function closedPolitely(_request: Request, response: Response, opensAt: Date): void {
  // ok: no-unchecked-retry-after — an HTTP-date
  response.header("Retry-After", opensAt.toUTCString());
  response.status(503).end();
}

export function later(_request: Request, response: Response, resetAt: number): void {
  const seconds = Math.ceil((resetAt - Date.now()) / 1000);
  // ok: no-unchecked-retry-after — seconds
  response.header("Retry-After", String(seconds));
  // ok: no-unchecked-retry-after — a constant number of seconds
  response.set("Retry-After", "60");
  response.status(429).end();
}
