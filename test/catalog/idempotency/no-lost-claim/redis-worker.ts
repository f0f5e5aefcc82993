import Redis from "ioredis";
import { sendPush } from "./push";

const redis = new Redis(process.env.REDIS_URL!);

export async function pushWorker() {
  for (;;) {
    const raw = await redis.lpop("queue:push"); // expect: no-lost-claim/popped [warning]
    if (!raw) break;
    const job = JSON.parse(raw);
    await sendPush(job.userId, job.text);
  }
}

export async function pushWorkerWithCopy() {
  for (;;) {
    const raw = await redis.lmove("queue:push", "queue:push:processing", "LEFT", "RIGHT"); // ok: no-lost-claim — LMOVE keeps it
    if (!raw) break;
    await sendPush(JSON.parse(raw).userId, "…");
    await redis.lrem("queue:push:processing", 1, raw);
  }
}
