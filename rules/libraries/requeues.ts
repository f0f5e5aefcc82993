/**
 * How work is put back: the words of status machines and the calls that reject a message. Invariant: a word that also names
 * something a person does (`open`, `created`) is not in the lists.
 */
import { phrase } from "./phrase.ts";

/** Values of a status column that say "somebody takes this up". Source: conventions of hand-written queues (pg-boss `retry`, graphile, delayed_job). */
export const WAITING =
  /^(?:pending|queued|enqueued|retry|retrying|to_retry|waiting|ready|unprocessed|todo|available)$/iu;

/** Values that say "somebody is at it". */
export const RUNNING =
  /^(?:running|processing|in_?progress|sending|started|claimed|locked|active|working|executing|uploading|syncing|generating|publishing|delivering)$/iu;

/** Values that say "given up". */
export const GIVEN_UP =
  /^(?:failed|failure|dead|dead_?letter(?:ed)?|error(?:ed)?|exhausted|abandoned|expired|fatal|discarded|permanent(?:ly)?_?fail(?:ed|ure)|gave_up|cancell?ed|bounced|skipped|invalid|rejected|timed_?out|poison(?:ed)?)$/iu;

export const STATUS_COLUMN = /(?:^|_|[a-z])(?:status|state|Status|State)$/u;

/** Columns that say what went wrong: a write of them is the write of a failure. */
export const ERROR_COLUMN =
  /^(?:last_?)?(?:error|err|failure|fail)(?:_?(?:message|msg|reason|log|detail|details|text|code|info))?$|^(?:failure|fail|last)_?(?:reason|error|failure)$|^failed_?at$/iu;

/** Functions that give back what a dead worker held. */
export const RECOVERY =
  /(?:recover|reap|heal|unstick|stuck|stale|orphan|zombie|requeue|re_queue|reclaim|rescue|reset_?(?:stuck|stale|hung|running|processing)|sweep|watchdog|janitor|release_?(?:stuck|stale|expired|lock))/iu;

/** A call that rejects a message, and when it is put back. */
export interface RejectRow {
  broker: string;
  /** Modules of which the file imports one. */
  modules: RegExp;
  method: string;
  /** The option that says so; its position among the arguments; what holds without it. Absent: it is always put back. */
  requeue?: { option: string; position: number; byDefault: boolean };
  /** What bounds the deliveries when the broker is told so, as the project's files spell it. */
  policy: RegExp;
  /** What a handler reads of the message to bound them itself. */
  reads: RegExp;
  source: string;
}

const PUBSUB = { policy: /dead_?letter_?(?:policy|topic)/iu, reads: /delivery_?attempt/iu };
const RABBIT = { policy: /delivery-limit/iu, reads: /x-death|redelivered|delivery_?count/iu };

export const REJECTS: readonly RejectRow[] = [
  {
    broker: "Pub/Sub",
    modules: /^google\.cloud(?:\.pubsub\w*)?$|^@google-cloud\/pubsub$/u,
    method: "nack",
    ...PUBSUB,
    source: "googleapis pubsub.proto: immediate redelivery, dead letters off by default; DOMAIN §1.5",
  },
  {
    broker: "RabbitMQ",
    modules: /^amqplib|^amqp-connection-manager$|^rascal$/u,
    method: "nack",
    requeue: { option: "requeue", position: 2, byDefault: true },
    ...RABBIT,
    source: "amqplib channel_api: nack(message, allUpTo, requeue = true)",
  },
  {
    broker: "RabbitMQ",
    modules: /^amqplib|^amqp-connection-manager$/u,
    method: "reject",
    requeue: { option: "requeue", position: 1, byDefault: true },
    ...RABBIT,
    source: "amqplib channel_api: reject(message, requeue = true)",
  },
  {
    broker: "RabbitMQ",
    modules: /^pika(?:\.|$)/u,
    method: "basic_nack",
    requeue: { option: "requeue", position: 2, byDefault: true },
    ...RABBIT,
    source: "pika channel.py basic_nack(delivery_tag, multiple=False, requeue=True)",
  },
  {
    broker: "RabbitMQ",
    modules: /^pika(?:\.|$)/u,
    method: "basic_reject",
    requeue: { option: "requeue", position: 1, byDefault: true },
    ...RABBIT,
    source: "pika channel.py basic_reject(delivery_tag, requeue=True)",
  },
  {
    broker: "RabbitMQ",
    modules: /^aio_pika(?:\.|$)/u,
    method: "nack",
    requeue: { option: "requeue", position: 1, byDefault: true },
    ...RABBIT,
    source: "aio_pika message.py nack(multiple=False, requeue=True)",
  },
  {
    broker: "RabbitMQ",
    modules: /^aio_pika(?:\.|$)/u,
    method: "reject",
    requeue: { option: "requeue", position: 0, byDefault: false },
    ...RABBIT,
    source: "aio_pika message.py reject(requeue=False)",
  },
  {
    broker: phrase("the broker"),
    modules: /^kombu(?:\.|$)/u,
    method: "requeue",
    ...RABBIT,
    source: "kombu message.py requeue()",
  },
  {
    broker: "Celery",
    modules: /^celery(?:\.|$)/u,
    method: "Reject",
    requeue: { option: "requeue", position: 1, byDefault: false },
    ...RABBIT,
    source: "celery exceptions.py Reject(reason=None, requeue=False)",
  },
];

/** Methods that change rows; `values` and `set` belong to `update(…)` builders. Source: DOMAIN §4.1, §4.3 and each library's reference. */
export const ROW_CHANGES: ReadonlySet<string> = new Set([
  "update",
  "updateMany",
  "updateOne",
  "update_one",
  "update_many",
  "findOneAndUpdate",
  "find_one_and_update",
  "findByIdAndUpdate",
  "aupdate",
  "set",
  "values",
  "patch",
]);

/** Names of things that are kept after the last attempt. */
export const DEAD_LETTER_NAME = /dead[_-]?letter|dlq/iu;
