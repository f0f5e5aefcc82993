/**
 * How long a broker keeps a message from other workers before it gives it out again. DOMAIN.md §1.5, §2.1, W9. Invariant: only
 * brokers that really give a waiting message out again have a `visibilityMs`.
 */
export interface BrokerRow {
  title: string;
  /** Test on the start of the broker's address. */
  scheme: RegExp;
  /** Test on a setting's or variable's name, when the address itself is not known. */
  names: RegExp;
  /** Undefined: a message stays with its worker. */
  visibilityMs?: number;
  source: string;
}

export const BROKERS: readonly BrokerRow[] = [
  {
    title: "Redis",
    scheme: /^(redis|rediss|sentinel|unix|valkey|redis\+socket)(:|$)/u,
    names: /redis|valkey/iu,
    visibilityMs: 3_600_000,
    source: "kombu@5.6.2 transport/redis.py:726 visibility_timeout = 3600; DOMAIN §2.1",
  },
  {
    title: "SQS",
    scheme: /^sqs(:|$)/u,
    names: /sqs/iu,
    visibilityMs: 1_800_000,
    source: "kombu@5.6.2 transport/SQS.py; celery docs backends-and-brokers/sqs.rst:98: 30 minutes; DOMAIN §2.1",
  },
  {
    title: "RabbitMQ",
    scheme: /^(amqps?|pyamqp|librabbitmq|qpid|confluentkafka|gcpubsub|memory|filesystem|azureservicebus)(:|$)/u,
    names: /rabbit|amqp/iu,
    source: "celery docs: AMQP has no visibility timeout; Pub/Sub extends it by itself (gcpubsub.rst:72); DOMAIN §2.1",
  },
];

/** A push or pull queue refuses a longer delay, or a message comes back before it is done. DOMAIN §1.5. */
export const CLOUDFLARE_QUEUES = {
  title: "Cloudflare Queues",
  maxDelayMs: 43_200_000,
  option: "delaySeconds",
  source: "Cloudflare Queues limits: delay ≤ 12 h; DOMAIN §1.5",
} as const;

export const SQS_MAX_VISIBILITY_SECONDS = 43_200;

/** SQS: a message may be delayed by at most 15 minutes. awsdocs/amazon-sqs-developer-guide: DelaySeconds 0-900. */
export const SQS_MAX_DELAY_SECONDS = 900;
