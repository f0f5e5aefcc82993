import Redis from "ioredis";
import { render } from "./render";

const redis = new Redis();
const QUEUE = "renders";

export async function work() {
  for (;;) {
    const taken = await redis.blpop(QUEUE, 0);
    if (!taken) continue;
    try {
      await render(JSON.parse(taken[1]));
    } catch (error) {
      console.error("render failed", error);
      await redis.rpush(QUEUE, taken[1]); // expect: no-endless-requeue/pushedBack error
    }
  }
}

export async function workCounted() {
  for (;;) {
    const taken = await redis.blpop(QUEUE, 0);
    if (!taken) continue;
    const job = JSON.parse(taken[1]);
    try {
      await render(job);
    } catch {
      job.attempts = (job.attempts ?? 0) + 1;
      // ok: no-endless-requeue — counted, and five times at most
      if (job.attempts < 5) await redis.rpush(QUEUE, JSON.stringify(job));
    }
  }
}

export async function workToDeadLetter() {
  const taken = await redis.blpop(QUEUE, 0);
  try {
    await render(JSON.parse(taken![1]));
  } catch {
    // ok: no-endless-requeue — another list, which people look at
    await redis.rpush("renders:dead", taken![1]);
  }
}
