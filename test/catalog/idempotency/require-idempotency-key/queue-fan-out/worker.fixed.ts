import { Queue, Worker } from "bullmq";
import { Client } from "@upstash/qstash";
import { db } from "./db";

const thumbnails = new Queue("thumbnails");
const exports = new Queue("exports");
const qstash = new Client({ token: process.env.QSTASH_TOKEN! });

new Worker("uploads", async job => {
  // expect: require-idempotency-key/queuedTwice advice
  await thumbnails.add("resize", { uploadId: job.data.uploadId }, { jobId: `${job.id}-thumbnails` });
  // expect: require-idempotency-key/queuedTwice advice
  await exports.add("export", { uploadId: job.data.uploadId }, { jobId: `${job.id}-exports`, delay: 1000 });
  // expect: require-idempotency-key/queuedTwice advice
  await qstash.publishJSON({ deduplicationId: `${job.id}-qstash`, url: "https://app.example.com/api/index", body: { uploadId: job.data.uploadId } });
  await qstash.publishJSON({
    url: "https://app.example.com/api/scan",
    deduplicationId: `scan-${job.data.uploadId}`, // ok: require-idempotency-key — known to the platform for ten minutes
    body: { uploadId: job.data.uploadId },
  });
  // ok: require-idempotency-key — one job for each upload
  await thumbnails.add("crop", { uploadId: job.data.uploadId }, { jobId: `crop-${job.data.uploadId}` });
  // ok: require-idempotency-key — deduplicated by its own option
  await exports.add("zip", { uploadId: job.data.uploadId }, { deduplication: { id: job.data.uploadId } });
  await db.upload.update({ where: { id: job.data.uploadId }, data: { queuedAt: new Date() } });
});

new Worker("previews", async job => {
  const headers = headersOf(job.data);
  // ok: require-idempotency-key — the headers may hold the id of the message
  await qstash.publishJSON({ url: "https://app.example.com/api/preview", body: job.data, headers });
});

const headersOf = (data: { uploadId: string }) => new Headers({ "Upstash-Deduplication-Id": data.uploadId });

new Worker("invoices", async job => {
  const invoice = await db.invoice.findUniqueOrThrow({ where: { id: job.data.invoiceId } });
  if (invoice.exportedAt) return;
  // ok: require-idempotency-key — what an earlier run did is looked up before
  await exports.add("invoice", { invoiceId: invoice.id }, { delay: 1000 });
  await db.invoice.update({ where: { id: invoice.id }, data: { exportedAt: new Date() } });
});

export async function POST(request: Request) {
  const { uploadId } = await request.json();
  // ok: require-idempotency-key — nothing runs this again
  await thumbnails.add("resize", { uploadId });
  return new Response(null, { status: 202 });
}
