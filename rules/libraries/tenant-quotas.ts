/**
 * How much of a queue one tenant may take: which calls put work on a queue, where its payload stands, and what gives each
 * tenant a share. Invariant: a row speaks of the platform's own means; a limit that the project counts itself is read
 * elsewhere.
 */
import { phrase } from "./phrase.ts";

export interface QuotaRow {
  /** As people call it: "QStash". */
  api: string;
  library: RegExp;
  /** Last members of the callee. */
  methods: readonly string[];
  /** Fewest arguments of such a call; `add` and `send` are common names. */
  least: number;
  /** Where the work's own data stands: position of the argument, and the property in it. */
  payload: { position: number; property?: string; keyword?: string };
  /** Options that give each tenant a share. */
  quota: readonly string[];
  /** How it is written, for the message. */
  remedy: string;
  source: string;
}

export const QUOTAS: readonly QuotaRow[] = [
  {
    api: "QStash",
    library: /^@upstash\/qstash\.Client\(\)\.(publish(JSON)?)$/u,
    methods: ["publishJSON", "publish"],
    least: 1,
    payload: { position: 0, property: "body" },
    quota: ["flowControl", "Upstash-Flow-Control-Key"],
    remedy: "`flowControl.key`",
    source: "upstash.com/docs/qstash/features/flowcontrol: limits count per key, any number of keys",
  },
  {
    api: "QStash",
    library: /^qstash\.(QStash|AsyncQStash)\(\)\.message\.publish(_json)?$/u,
    methods: ["publish_json", "publish"],
    least: 1,
    payload: { position: 0, keyword: "body" },
    quota: ["flow_control"],
    remedy: "`flow_control`",
    source: "upstash.com/docs/qstash/sdks/py/examples/flow-control",
  },
  {
    api: "BullMQ",
    library: /^bullmq\.(Queue|QueuePro)\(\)\.add$/u,
    methods: ["add"],
    least: 2,
    payload: { position: 1 },
    quota: ["group"],
    remedy: phrase("a group for each tenant (BullMQ Pro) or a counted limit before it"),
    source: "bullmq@6.7 Worker `limiter` is one for the queue, group keys are gone since 3.0; DOMAIN §1.4",
  },
  {
    api: "Bull",
    library: /^bull\.(default|Queue)\(\)\.add$/u,
    methods: ["add"],
    least: 1,
    payload: { position: 0 },
    quota: ["group"],
    remedy: phrase("a counted limit before it"),
    source: "bull@4.16: the limiter is one for the queue",
  },
];

/** Functions that a platform runs for each event, and the options that give each tenant a share of them. */
export const QUOTA_FUNCTIONS: readonly {
  api: string;
  library: RegExp;
  method: string;
  /** Options with a `key`. */
  options: readonly string[];
  /** Where the event's data is. */
  data: RegExp;
  remedy: string;
  source: string;
}[] = [
  {
    api: "Inngest",
    library: /^inngest\.Inngest\(\)\.createFunction$/u,
    method: "createFunction",
    options: ["concurrency", "throttle", "rateLimit", "singleton", "debounce"],
    data: /\bevent\.data\.(\w+)/gu,
    remedy: "`concurrency.key`",
    source: "inngest docs guides/multi-tenancy, functions/concurrency: the limit applies to each value of `key`",
  },
];

/** Names of a tenant where no schema says which column it is. */
export const TENANT_NAMES =
  /^(tenant|site|org|organi[sz]ation|workspace|team|company|shop|merchant|clinic|hotel)_?id$/iu;
/** Calls that count what a tenant used before the work is put on the queue. */
export const COUNTED_LIMIT =
  /limit|quota|throttl|allowance|usage|(^|\.|_)(consume|credits?|entitle\w*|plan\w*)(\(|$|\.|_)/iu;
