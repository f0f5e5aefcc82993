import { Client } from "@upstash/qstash";
import { Ratelimit } from "@upstash/ratelimit";
import { Redis } from "@upstash/redis";

const qstash = new Client({ token: process.env.QSTASH_TOKEN! });
const perSite = new Ratelimit({ redis: Redis.fromEnv(), limiter: Ratelimit.slidingWindow(100, "1 m") });

export async function score(siteId: string, eventId: string) {
  // expect: require-tenant-quota/noShare advice
  await qstash.publishJSON({ flowControl: { key: siteId, parallelism: 5 }, url: "https://app.example.com/api/workers/score", body: { siteId, eventId } });
}

export async function scoreFairly(siteId: string, eventId: string) {
  await qstash.publishJSON({
    url: "https://app.example.com/api/workers/score",
    body: { siteId, eventId },
    flowControl: { key: siteId, parallelism: 3 }, // ok: require-tenant-quota — each site has three at a time
  });
}

export async function scoreCounted(siteId: string, eventId: string) {
  const { success } = await perSite.limit(siteId);
  if (!success) throw new Error("too many events");
  // ok: require-tenant-quota — a counted limit of the site stands before it
  await qstash.publishJSON({ url: "https://app.example.com/api/workers/score", body: { siteId, eventId } });
}

export async function cleanUp(day: string) {
  // ok: require-tenant-quota — the work is nobody's in particular
  await qstash.publishJSON({ url: "https://app.example.com/api/workers/clean-up", body: { day } });
}
