/** Consumers that a platform's configuration declares without a dead-letter queue; each environment speaks for itself. */
import { CLOUDFLARE_MAX_RETRIES } from "../../libraries/failed-work.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { FailedWorkRecord } from "./failed-work.ts";

export function consumersWithoutDeadLetter(file: FileSummary): FailedWorkRecord[] {
  const queues = file.manifest?.queues ?? [];
  const letters = new Set(queues.flatMap(one => one.deadLetterQueue ?? []));
  return queues.flatMap(consumer => {
    // What reads a dead-letter queue is the last.
    if (consumer.deadLetterQueue !== undefined || letters.has(consumer.queue)) return [];
    const other = queues.find(one => one.environment !== consumer.environment && one.deadLetterQueue !== undefined);
    const record: FailedWorkRecord = {
      start: consumer.place.start,
      end: consumer.place.end,
      way: "consumer",
      at: consumer.place,
      queue: consumer.queue,
      ...(consumer.environment === undefined ? {} : { environment: consumer.environment }),
      attempts: (consumer.maxRetries ?? CLOUDFLARE_MAX_RETRIES) + 1,
      ...(consumer.insertion ? { insertion: consumer.insertion } : {}),
      ...(other ? { elsewhere: other.place } : {}),
    };
    return [record];
  });
}
