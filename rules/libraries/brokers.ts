/**
 * How long a broker keeps a message from other workers before it gives it out again. DOMAIN.md §1.5, §2.1, W9. Invariant: only
 * brokers that really give a waiting message out again have a `visibilityMs`.
 */
import { phrase } from "./phrase.ts";

export interface BrokerRow {
  title: string;
  /** Test on the start of the broker's address. */
  scheme: RegExp;
  /** Test on a setting's or variable's name, when the address itself is not known. */
  names: RegExp;
  /** Undefined: a message stays with its worker. */
  visibilityMs?: number;
  /** A rejected message is gone: there is nothing like a dead-letter exchange. */
  dropsRejected: boolean;
  source: string;
}

export const BROKERS: readonly BrokerRow[] = [
  {
    title: "Redis",
    scheme: /^(redis|rediss|sentinel|unix|valkey|redis\+socket)(:|$)/u,
    names: /redis|valkey/iu,
    visibilityMs: 3_600_000,
    dropsRejected: true,
    source: "kombu@5.6.2 transport/redis.py:726 visibility_timeout = 3600; DOMAIN §2.1",
  },
  {
    title: "SQS",
    scheme: /^sqs(:|$)/u,
    names: /sqs/iu,
    visibilityMs: 1_800_000,
    dropsRejected: false,
    source: "kombu@5.6.2 transport/SQS.py; celery docs backends-and-brokers/sqs.rst:98: 30 minutes; DOMAIN §2.1",
  },
  {
    title: "RabbitMQ",
    scheme: /^(amqps?|pyamqp|librabbitmq)(:|$)/u,
    names: /rabbit|amqp/iu,
    dropsRejected: false,
    source: "celery docs: AMQP has no visibility timeout; DOMAIN §2.1",
  },
  {
    title: phrase("the in-memory broker"),
    scheme: /^(memory|filesystem)(:|$)/u,
    names: /^memory$/u,
    dropsRejected: true,
    source: "kombu@5.6.2 transport/memory.py; DOMAIN W5 [T t11: 1 run, queue 0]",
  },
  {
    title: phrase("the broker"),
    scheme: /^(qpid|confluentkafka|gcpubsub|azureservicebus|azurestoragequeues|kafka|mongodb|sqla\+\w+)(:|$)/u,
    names: /pubsub|servicebus/iu,
    dropsRejected: false,
    source: "kombu@5.6.2 transport/; Pub/Sub extends its timeout by itself (gcpubsub.rst:72); DOMAIN §2.1",
  },
];

/** Limits of a queue that stand in its own options. DOMAIN §1.5, §1.2. */
export interface QueueLimitRow {
  title: string;
  /** Test on the call's library name, or on the method when the receiver is given by the platform. */
  library?: RegExp;
  method?: RegExp;
  /** Name of a module's table of settings. */
  table?: string;
  option: string;
  /** The longest that the option may be. */
  maxSeconds?: number;
  /** What the option must outlast, unless another one keeps the message hidden. */
  against?: { option: string; unitSeconds: number; unless?: string };
  /** What holds when the option is not given. */
  fallbackSeconds?: number;
  source: string;
}

/** Retries of a message when the consumer sets none: Cloudflare Queues `max_retries` 3; DOMAIN §1.5. */
export const QUEUE_RETRIES = 3;

const QUEUE_DELAY = { option: "delaySeconds", maxSeconds: 43_200 } as const;

export const QUEUE_LIMITS: readonly QueueLimitRow[] = [
  {
    title: "Cloudflare Queues",
    method: /^(send|sendBatch|retry|retryAll)$/u,
    ...QUEUE_DELAY,
    source: "Cloudflare Queues limits: delay ≤ 12 h; DOMAIN §1.5",
  },
  {
    title: "SQS",
    library: /^@aws-sdk\/client-sqs\.SendMessageCommand$/u,
    option: "DelaySeconds",
    maxSeconds: 900,
    source: "awsdocs/amazon-sqs-developer-guide: DelaySeconds 0 to 900",
  },
  {
    title: "SQS",
    library: /^@aws-sdk\/client-sqs\.(ReceiveMessageCommand|ChangeMessageVisibilityCommand)$/u,
    option: "VisibilityTimeout",
    maxSeconds: 43_200,
    source: "awsdocs/amazon-sqs-developer-guide: visibility 12 h at most; DOMAIN §1.5",
  },
  {
    title: "SQS",
    library: /^sqs-consumer\.Consumer\.create$/u,
    option: "visibilityTimeout",
    against: { option: "handleMessageTimeout", unitSeconds: 0.001, unless: "heartbeatInterval" },
    source: "sqs-consumer README: visibilityTimeout in seconds, handleMessageTimeout in ms; DOMAIN §1.5",
  },
  {
    title: "Django Q",
    table: "Q_CLUSTER",
    option: "retry",
    against: { option: "timeout", unitSeconds: 1 },
    fallbackSeconds: 60,
    source: "django_q/conf.py:172-229: retry 60 s redelivery; a longer task runs concurrently again; DOMAIN §1.2",
  },
];
