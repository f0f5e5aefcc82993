import { Queue, Worker, type Job } from "bullmq";
import { admin } from "../lib/supabase";

const connection = { host: process.env.REDIS_HOST, port: 6379 };

interface Delivery {
  webhookId: string;
  siteId: string;
  body: string;
}

export const deliveries = new Queue<Delivery>("deliveries", {
  connection,
  defaultJobOptions: { attempts: 20, backoff: { type: "exponential", delay: 30_000 } },
});

async function deliver({ data }: Job<Delivery>): Promise<void> {
  const { data: webhook } = await admin
    .from("webhooks")
    .select("url, failures")
    .eq("id", data.webhookId)
    .eq("site_id", data.siteId)
    .single();
  if (!webhook) return;
  const answer = await fetch(webhook.url, {
    method: "PUT",
    body: data.body,
    headers: { "content-type": "application/json" },
    signal: AbortSignal.timeout(10_000),
  });
  if (!answer.ok) throw new Error(`${webhook.url} answered ${answer.status}`);
}

new Worker<Delivery>("deliveries", deliver, { connection, concurrency: 10 });
