import express from "express";
import rateLimit from "express-rate-limit";

const app = express();

app.post("/login", (request, response, next) => {
  rateLimit({ windowMs: 60_000, limit: 5 })(request, response, next); // expect: no-unenforced-limiter/madePerRequest error
});

app.post("/reset", (request, response, next) => {
  const limiter = rateLimit({ windowMs: 60_000, limit: 5 }); // expect: no-unenforced-limiter/madePerRequest error
  return limiter(request, response, next);
});

const shared = rateLimit({ windowMs: 60_000, limit: 5 });

app.post("/invite", (request, response, next) => {
  if (request.headers["x-internal"] === "1") return next();
  return shared(request, response, next); // ok: no-unenforced-limiter — made once, asked by every request
});

export function limitFor(limit: number) {
  return rateLimit({ windowMs: 60_000, limit }); // ok: no-unenforced-limiter — a factory that is called when the routes are declared
}
