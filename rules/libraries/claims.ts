/**
 * How work is claimed: the words of claimed rows, the columns of a lease, and the calls that take a message out of its queue
 * for good. Invariant: a word that also names what people do (`reviewing`, `shipping`) counts only where a program does the work.
 */
import { phrase } from "./phrase.ts";

/** Statuses that say "a program is at it". Source: conventions of hand-written queues (delayed_job `locked_at`, Sidekiq, pg-boss `active`, graphile-worker `locked_at`). */
export const CLAIMED =
  /^(?:processing|running|in_?progress|claimed|leased|executing|sending|dispatching|uploading|syncing|generating|publishing|delivering|rendering|crawling|scraping|enriching|importing|exporting|indexing|picked_?up)$/iu;

/** `finding_website`, `SYNCING_CONTACTS`: a step of work that goes on; `pending` and `waiting` are no work. */
export const STEP_OF_WORK =
  /^(?!(?:pending|waiting|missing|existing|upcoming|trialing|billing|onboarding|shipping|hiring|training|booking|meeting|marketing|rating|pricing|listing|setting|building)(?:_|$))[a-z]{3,}ing(?:_[a-z]+)*$/iu;

/** Columns that hold the end of a lease, or the moment that it was taken. */
export const LEASE_COLUMN =
  /lease|(?:lock|claim|reserv|visib|invisible|hidden|process|run|pick)[a-z]{0,40}_?(?:until|till|expir\w{0,40}|deadline|timeout)|visible_?at|invisible_?until|heart_?beat|(?:expires?|timeout)_?at/iu;

/** Columns that say since when a row is as it is; a comparison with them finds the claims of dead workers. */
export const AGE_COLUMN =
  /(?:updated|modified|started|claimed|locked|leased|picked|taken|heartbeat|touched|processing|reserved|attempted|changed|dispatched|seen|alive|created)_?\w*/iu;

/** A program, not a person, moves these rows: said by a file, a function or a table. */
export const PROGRAM =
  /worker|jobs?(?![a-z])|queue|tasks?(?![a-z])|cron|consumer|schedul|processor|outbox|dispatch|runner|daemon|batch|claim|dequeue|poll|reconcil|sync|fallback|buffer|deliver|webhook|enrich|crawl|scrape|import|export|digest/iu;

/** Methods that ask for rows, or delete them by a condition. Source: DOMAIN §4.1, §4.3 and each library's reference. */
export const ROW_READS: ReadonlySet<string> = new Set([
  "select",
  "findMany",
  "findFirst",
  "findUnique",
  "find",
  "find_one",
  "findOne",
  "filter",
  "filter_by",
  "where",
  "exclude",
  "count",
  "groupBy",
  "aggregate",
  "deleteMany",
  "delete",
  "destroy",
]);

/** Commands that take an element out of a Redis list or set; none of them keeps it anywhere. Source: Redis command reference (LPOP, BLPOP, SPOP, ZPOPMIN …). */
export const POPS: readonly { command: string; nodeRedis: string; instead: string; source: string }[] = [
  { command: "lpop", nodeRedis: "lPop", instead: "LMOVE", source: "https://redis.io/docs/latest/commands/lpop/" },
  { command: "rpop", nodeRedis: "rPop", instead: "LMOVE", source: "https://redis.io/docs/latest/commands/rpop/" },
  { command: "blpop", nodeRedis: "blPop", instead: "BLMOVE", source: "https://redis.io/docs/latest/commands/blpop/" },
  { command: "brpop", nodeRedis: "brPop", instead: "BLMOVE", source: "https://redis.io/docs/latest/commands/brpop/" },
  { command: "lmpop", nodeRedis: "lmPop", instead: "LMOVE", source: "https://redis.io/docs/latest/commands/lmpop/" },
  {
    command: "blmpop",
    nodeRedis: "blmPop",
    instead: "BLMOVE",
    source: "https://redis.io/docs/latest/commands/blmpop/",
  },
  { command: "spop", nodeRedis: "sPop", instead: "SMOVE", source: "https://redis.io/docs/latest/commands/spop/" },
  {
    command: "zpopmin",
    nodeRedis: "zPopMin",
    instead: phrase("a lease in a second sorted set"),
    source: "https://redis.io/docs/latest/commands/zpopmin/",
  },
  {
    command: "zpopmax",
    nodeRedis: "zPopMax",
    instead: phrase("a lease in a second sorted set"),
    source: "https://redis.io/docs/latest/commands/zpopmax/",
  },
  {
    command: "bzpopmin",
    nodeRedis: "bzPopMin",
    instead: phrase("a lease in a second sorted set"),
    source: "https://redis.io/docs/latest/commands/bzpopmin/",
  },
  {
    command: "bzpopmax",
    nodeRedis: "bzPopMax",
    instead: phrase("a lease in a second sorted set"),
    source: "https://redis.io/docs/latest/commands/bzpopmax/",
  },
];

/** Calls that tell a broker to forget a message. */
export interface SettleRow {
  broker: string;
  /** Modules of which the file imports one. */
  modules: RegExp;
  /** Method, or the command object's class. */
  name: string;
  /** "receiver": `message.ack()`; "argument": `channel.ack(message)`. */
  message: "receiver" | "argument";
  source: string;
}

export const SETTLES: readonly SettleRow[] = [
  {
    broker: "SQS",
    modules: /^boto3$|^aioboto3$|^aiobotocore/u,
    name: "delete_message",
    message: "argument",
    source: "AWS SDK for Python, SQS.Client.delete_message; DOMAIN §2.2",
  },
  {
    broker: "SQS",
    modules: /^@aws-sdk\/client-sqs$/u,
    name: "DeleteMessageCommand",
    message: "argument",
    source: "AWS SDK for JavaScript v3, DeleteMessageCommand; DOMAIN §2.2",
  },
  {
    broker: "SQS",
    modules: /^aws-sdk/u,
    name: "deleteMessage",
    message: "argument",
    source: "AWS SDK for JavaScript v2, SQS.deleteMessage; DOMAIN §2.2",
  },
  {
    broker: "RabbitMQ",
    modules: /^amqplib|^amqp-connection-manager$/u,
    name: "ack",
    message: "argument",
    source: "amqplib channel_api: ack(message)",
  },
  {
    broker: "RabbitMQ",
    modules: /^pika(?:\.|$)/u,
    name: "basic_ack",
    message: "argument",
    source: "pika channel.py basic_ack(delivery_tag)",
  },
  {
    broker: "RabbitMQ",
    modules: /^aio_pika(?:\.|$)/u,
    name: "ack",
    message: "receiver",
    source: "aio_pika message.py ack()",
  },
  {
    broker: "Pub/Sub",
    modules: /^google\.cloud(?:\.pubsub\w*)?$|^@google-cloud\/pubsub$/u,
    name: "ack",
    message: "receiver",
    source: "google-cloud-pubsub subscriber/message.py ack(); DOMAIN §2.2",
  },
];
