/**
 * Which calls take an idempotency key, under which name and where, and what makes a key another one each time it is made:
 * DOMAIN.md §2.3. Invariant: a row states what the API reads; what the project puts there is read elsewhere.
 */
import { phrase } from "./phrase.ts";

export interface KeyedApiRow {
  /** As people call it: "Stripe". */
  api: string;
  /** Test on the library name of the callee. */
  library: RegExp;
  /** Last members of the callee, for work that is put on a queue. */
  methods?: readonly string[];
  /** Test on the callee as written, used when the receiver's origin is not known: a convention. */
  written?: RegExp;
  /** Where the key stands: property names from an argument's object inwards; `position` counts positional arguments. */
  slot: KeyPlace;
  /** Other ways to give it, as names. */
  also?: readonly string[];
  /** What a second call with the same key is for the API, and what it is called. */
  thing: string;
  kind: "charge" | "mail" | "enqueue";
  /** Where it is not read, as names from the argument's object inwards, and what becomes of it there. */
  misplaced?: { position: number; path: RegExp; effect: string };
  /** A word of every file that makes such a call, where the key's own name says too little. */
  word?: string;
  /** The name also serves to find the thing again, so that a random one may be meant. */
  identifies?: true;
  /** Characters that the key must not hold. */
  without?: ":";
  source: string;
}

export type KeyPlace =
  | { in: "options"; position: number; name: string }
  | { in: "keyword"; name: string }
  /** Its own property among the parameters. */
  | { in: "payload"; position: number; name: string };

const KEY_NAME = /^idempotency_?key$/iu;
const STRIPE_UNKNOWN = phrase("the API answers with “unknown parameter” and the call fails");

export const KEYED_APIS: readonly KeyedApiRow[] = [
  {
    api: "Stripe",
    library: /^stripe\.(default|Stripe)\(\)\.(\w+\.)*\w+\.(create|capture|confirm|cancel|pay)$/u,
    written: /\bstripe\w*\.(\w+\.){0,8}\w+\.(create|capture|confirm|pay)$/iu,
    slot: { in: "options", position: 1, name: "idempotencyKey" },
    thing: phrase("charge"),
    kind: "charge",
    misplaced: { position: 0, path: KEY_NAME, effect: STRIPE_UNKNOWN },
    source: "stripe@23.1: second argument; in the parameters the API answers “unknown parameter”; DOMAIN §2.3",
  },
  {
    api: "Stripe",
    library: /^stripe\.StripeClient\(\)\.(v1\.)?(\w+\.)*\w+\.(create|capture|confirm|cancel|pay)$/u,
    slot: { in: "options", position: 1, name: "idempotency_key" },
    thing: phrase("charge"),
    kind: "charge",
    misplaced: { position: 0, path: KEY_NAME, effect: STRIPE_UNKNOWN },
    source: 'stripe-python StripeClient: `options={"idempotency_key": …}`; DOMAIN §2.3',
  },
  {
    api: "Stripe",
    library: /^stripe\.[A-Z]\w+\.(create|capture|confirm|cancel|pay)$/u,
    slot: { in: "keyword", name: "idempotency_key" },
    thing: phrase("charge"),
    kind: "charge",
    source: "stripe-python#849, #853: `idempotency_key=` is read as an option; DOMAIN §2.3",
  },
  {
    api: "Resend",
    library: /^resend\.(Resend\(\)|default\(\))\.(emails|batch)\.(send|create)$/u,
    written: /\bresend\w*\.(emails|batch)\.(send|create)$/iu,
    slot: { in: "options", position: 1, name: "idempotencyKey" },
    thing: phrase("e-mail"),
    kind: "mail",
    misplaced: { position: 0, path: /^(headers\.)?(x-)?idempotency[_-]?key$/iu, effect: phrase("the client drops it") },
    source: "resend@6.38: the payload is a list of known fields, its `headers` are those of the mail; DOMAIN §2.3",
  },
  {
    api: "Mercado Pago",
    library: /^mercadopago\.\w+\(\)\.(create|capture|cancel|total|refund)$/u,
    slot: { in: "payload", position: 0, name: "requestOptions.idempotencyKey" },
    thing: phrase("payment"),
    kind: "charge",
    source: "mercadopago@3.6.1 clients/payment/index; DOMAIN §2.3",
  },
  {
    api: "Square",
    library: /^square\.(Client|SquareClient)\(\)\.(\w+\.)*(create\w*|pay\w*|refund\w*|batchCreate\w*)$/u,
    slot: { in: "payload", position: 0, name: "idempotencyKey" },
    thing: phrase("payment"),
    kind: "charge",
    source: "Square API: `idempotency_key` is required; DOMAIN §2.3",
  },
  {
    api: "Svix",
    library: /^svix\.Svix\(\)\.message\.create$/u,
    slot: { in: "options", position: 2, name: "idempotencyKey" },
    thing: phrase("message"),
    kind: "mail",
    source: "svix: `PostOptions.idempotencyKey`, third argument; DOMAIN §2.3",
  },
  {
    api: "QStash",
    library: /^@upstash\/qstash\.Client\(\)\.(queue\(\)\.)?(publish(JSON)?|enqueue(JSON)?)$/u,
    methods: ["publish", "publishJSON", "enqueue", "enqueueJSON"],
    slot: { in: "payload", position: 0, name: "deduplicationId" },
    also: ["contentBasedDeduplication", "Upstash-Deduplication-Id", "Upstash-Content-Based-Deduplication"],
    thing: phrase("message"),
    kind: "enqueue",
    source: "upstash/docs qstash/features/deduplication.mdx: 10 minutes, when publishing; DOMAIN §2.3, W18",
  },
  {
    api: "QStash",
    library: /^qstash\.(QStash|AsyncQStash)\(\)\.message\.(publish(_json)?|enqueue(_json)?)$/u,
    methods: ["publish", "publish_json", "enqueue", "enqueue_json"],
    slot: { in: "keyword", name: "deduplication_id" },
    also: ["content_based_deduplication"],
    thing: phrase("message"),
    kind: "enqueue",
    source: "qstash python; upstash/docs deduplication.mdx; DOMAIN §2.3",
  },
  {
    api: "BullMQ",
    library: /^(bullmq\.Queue|bull\.(default|Queue))\(\)\.add$/u,
    methods: ["add"],
    slot: { in: "options", position: 2, name: "jobId" },
    also: ["deduplication", "debounce", "repeat", "parent"],
    identifies: true,
    thing: phrase("job"),
    kind: "enqueue",
    without: ":",
    source: "bullmq@6.7: custom job ids while the old job exists, no `:`; `deduplication: {id}`; DOMAIN §1.4",
  },
  {
    api: "pg-boss",
    library: /^pg-boss\.(default|PgBoss)\(\)\.send$/u,
    methods: ["send"],
    slot: { in: "options", position: 2, name: "singletonKey" },
    also: ["id"],
    thing: phrase("job"),
    kind: "enqueue",
    source: "pg-boss@12 docs: `singletonKey`",
  },
  {
    api: "Graphile Worker",
    library: /^graphile-worker\.(makeWorkerUtils\(\)\.addJob|quickAddJob)$/u,
    methods: ["addJob", "quickAddJob"],
    slot: { in: "options", position: 2, name: "jobKey" },
    thing: phrase("job"),
    kind: "enqueue",
    source: "graphile/worker website/docs/job-key.md",
  },
  {
    api: "Inngest",
    library: /^inngest\.Inngest\(\)\.send$/u,
    methods: ["send"],
    slot: { in: "payload", position: 0, name: "id" },
    word: "inngest",
    thing: phrase("event"),
    kind: "enqueue",
    source: "inngest: event `id` drops a second event for 24 h; DOMAIN §1.5",
  },
  {
    api: "Trigger.dev",
    library: /^@trigger\.dev\/sdk(\/v3)?\.(tasks|task\(\)|schemaTask\(\))\.(trigger|triggerAndWait)$/u,
    methods: ["trigger", "triggerAndWait"],
    slot: { in: "options", position: 2, name: "idempotencyKey" },
    thing: phrase("run"),
    kind: "enqueue",
    source: "trigger.dev docs/idempotency.mdx; DOMAIN §1.5",
  },
];

/** A client that keeps what it was once given: every later request with the same configuration carries the key. */
export const KEEPING_CLIENTS: readonly {
  api: string;
  /** Package that the client comes from. */
  module: string;
  /** Makes the configuration. */
  configuration: RegExp;
  /** Makes a client of it, the configuration being its first argument, and calls it. */
  call: RegExp;
  /** Calls that only read, which carry no key. */
  reads: RegExp;
  /** Where one call's key is given. */
  given: string;
  source: string;
}[] = [
  {
    api: "Mercado Pago",
    module: "mercadopago",
    configuration: /^mercadopago\.MercadoPagoConfig$/u,
    call: /^mercadopago\.[A-Z]\w+\(\)\.\w+$/u,
    reads: /\.(get|search|list)$/u,
    given: "requestOptions",
    source: "mercadopago@3.6.1 clients/payment/index.js:47-102 [T]: 'A','A','A'; sdk-nodejs#481; DOMAIN §2.3",
  },
];

/** Header and option names that are keys whatever the call. */
export const STANDARD_KEYS = /^(x-)?idempotency[-_]?key$/iu;
/** The same, of services: PayPal, SQS, QStash, AWS. */
export const SERVICE_KEYS =
  /^(paypal-request-id|sender_batch_id|message_?deduplication_?id|(upstash-)?deduplication-?id|deduplication_id|client_?request_?token)$/iu;
/** Parts of these names, of which every file that gives a key holds one. */
export const KEY_WORDS: readonly string[] = [
  "dempoten",
  "DEMPOTEN",
  "edup",
  "EDUP",
  "equest-Id",
  "request-id",
  "REQUEST-ID",
  "sender_batch",
  "equestToken",
  "request_token",
  "elivery",
  "ELIVERY",
  "webhook-",
  "Webhook-",
  "WEBHOOK-",
  "svix-",
  "Svix-",
  ...new Set(KEYED_APIS.map(row => row.word ?? row.slot.name)),
];

/** Headers by which a receiver of webhooks tells a repetition: Standard Webhooks, GitHub's `X-GitHub-Delivery`. */
export const DELIVERY_HEADERS = /^((svix|webhook|x-webhook)-(id|message-id|event-id)|x-[\w-]*delivery(-id)?)$/iu;

/** What is another value every time it is asked for. Names as in the library tables; `global`: names that nothing defines. */
export const CHANGING_VALUES: readonly {
  kind: "random" | "clock";
  library: RegExp;
  global?: RegExp;
  /** Words of which every file that asks for one holds one. */
  words: readonly string[];
  source: string;
}[] = [
  {
    kind: "random",
    library: /^uuid\.(uuid[14678]|v[1467])$|^uuid\/v[14]\.default$|^uuid\.default\.v[14]$/u,
    words: ["uuid"],
    source: "Python uuid; npm uuid. Versions 3 and 5 are made of a name and stay the same",
  },
  {
    kind: "random",
    library: /^(node:)?crypto\.(default\.|webcrypto\.)?(randomUUID|randomBytes|getRandomValues)$/u,
    global: /^((globalThis|window|self)\.)?crypto\.randomUUID$/u,
    words: ["random", "Random"],
    source: "Node crypto; Web Crypto",
  },
  {
    kind: "random",
    library:
      /^(nanoid(\/\w+)?\.(nanoid|customAlphabet\(\))|nanoid\.default|ulid\.(ulid|new|ULID)|ulidx\.ulid|@paralleldrive\/cuid2\.(createId|init\(\))|cuid\.default|short-uuid\.(default\(\)\.)?(generate|uuid|new)|bson\.(ObjectId|objectid\.ObjectId)|shortuuid\.uuid)$/u,
    words: ["nanoid", "ulid", "cuid", "uuid", "ObjectId"],
    source: "nanoid, ulid, cuid2, short-uuid, bson",
  },
  {
    kind: "random",
    library:
      /^(secrets\.(token_\w+|randbelow|choice)|random\.\w+|os\.urandom|django\.utils\.crypto\.get_random_string)$/u,
    global: /^Math\.random$/u,
    words: ["secrets", "random"],
    source: "Python secrets, random, os; Math.random",
  },
  {
    kind: "clock",
    library:
      /^(time\.(time|time_ns|monotonic|perf_counter)|datetime\.(datetime\.)?(now|utcnow)|django\.utils\.timezone\.now|pendulum\.now|arrow\.(now|utcnow)|dayjs\.default|moment\.default)$/u,
    global: /^(Date\.now|performance\.now|process\.hrtime(\.bigint)?)$/u,
    words: ["time", "now", "Date", "dayjs", "moment"],
    source: "Python time, datetime; Date.now",
  },
];

/** Code in which the platform makes these values the same in every run of a workflow. */
export const REPLAYED_CODE = {
  modules: ["@temporalio/workflow", "temporalio.workflow"],
  source: "temporalio: `Math.random` and `Date` are replaced in workflow code, `uuid4` is seeded",
} as const;

/** Members that count how often a task was tried: another number in every attempt. */
export const ATTEMPT_COUNTS: readonly { member: RegExp; word: string; source: string }[] = [
  { member: /\brequest\.retries$/u, word: "retries", source: "celery@5.6.3 Context.retries; DOMAIN §2.3" },
  {
    member: /\bjob\.(attemptsMade|attemptsStarted)$/u,
    word: "attempts",
    source: "bullmq@6.7 classes/job.js; DOMAIN §2.3",
  },
  { member: /\b(message|msg)\.attempts$/u, word: "attempts", source: "Cloudflare Queues Message.attempts" },
  { member: /\bctx\.attempt\.number$/u, word: "attempt", source: "@trigger.dev/core@4.8 TaskRunContext" },
  {
    member: /\b(retry_state|retryState)\.attempt_number$/u,
    word: "attempt_number",
    source: "tenacity@9.1.4 RetryCallState",
  },
];

/** Makes a clock coarse: two runs within the same day or hour get the same value. */
export const COARSE =
  /^(slice|substring|substr|split|date|today|toDateString|toLocaleDateString|getFullYear|getMonth|getDate|getDay|getUTC\w+|getHours|isocalendar|weekday|startOf\w*|endOf\w*|format|formatISO|strftime|replace)$/u;
/** Formats that go down to the second are not coarse. */
export const FINE_FORMAT = /%[Sfs]|ss|SSS|\bX\b|\bx\b/u;

/** Queries that find the row of an earlier run before they write a key. */
export const KEEPS_FIRST_KEY = /^(get_or_create|update_or_create|upsert|findOrCreate|setnx|get_or_insert\w*)$/u;
