import express from "express";

const app = express();

export async function start(path: string) {
  const build = await import(path);
  const limiter = build.entry.module.ingestRateLimiter;
  app.use(limiter);
  app.listen(3000);
}
