import { Queue, Worker } from "bullmq";
import { keepFailed } from "./failed";

export const parcels = new Queue("parcels", { connection: { host: "localhost" } });

export function sendParcel(id: string) {
  // ok: require-dead-letter — the worker's failed handler keeps the job's data
  return parcels.add("send", { id }, { attempts: 5, removeOnFail: true });
}

const worker = new Worker("parcels", async job => console.log(job.data), { connection: { host: "localhost" } });
worker.on("failed", (job, error) => keepFailed(job?.data, error));
