import { Worker } from "bullmq";
import { logger } from "./logger";
import { deliver, loadReaders } from "./newsletter";

export const worker = new Worker("newsletter", async job => {
  for (const reader of await loadReaders(job.data.issue)) {
    try {
      await deliver(reader, job.data.issue);
    } catch (error) {
      logger.error({ error }, "delivery failed"); // expect: require-error-context/withoutItem advice
    }
  }
});

export const careful = new Worker("digest", async job => {
  for (const reader of await loadReaders(job.data.issue)) {
    try {
      await deliver(reader, job.data.issue);
    } catch (error) {
      logger.error({ error, readerId: reader.id }, "delivery failed"); // ok: require-error-context — says which
    }
  }
});

export const tried = new Worker("retry", async job => {
  for (const attempt of [1, 2, 3]) {
    try {
      return await deliver(job.data.reader, attempt);
    } catch (error) {
      logger.warn({ error }, "trying again"); // ok: require-error-context — one thing, tried again
    }
  }
  return undefined;
});
