/**
 * Look-up, then create: how functions and remote systems are asked whether something exists, and which columns tell one thing
 * from another. Invariant: a name of a column is a convention; it decides on the level, never on whether there is a fault.
 */
import { phrase } from "./phrase.ts";

/** Columns whose value comes from the world outside, so that two strangers may bring the same one. */
export const SHARED_KEY =
  /e_?mail|slug|domain|host(?:name)?$|user_?name|handle|phone|external|provider|stripe|customer_?id|payment|invoice|transaction|remote|source_?id|message_?id|event_?(?:id|key)|thread_?id|installation|account_?number|hash|fingerprint|checksum|url$|uri$|sku|isbn|barcode|code$|token|subdomain|vin$|address|identifier|reference|^ref$|sha$|guid|subject_?id|sub$|session_?id|oauth|device_?id/iu;

/** Columns that tie a row to one person: only that person's second tab or double click brings the same values again. */
export const OWN_ROW =
  /^(?:user|member|profile|person|student|author|owner|actor|subscriber|creator|created_?by|uploaded_?by|added_?by|viewer|reviewer)(?:_?id|_?uuid)?$/iu;

/** Columns that say that a row is taken out of service, so that a look-up leaves it out. */
export const SOFT_DELETE = /delet|archiv|remov|disabl/iu;

/** Rows that tell what happened: one more of them is a line more in a list. */
export const JOURNAL =
  /log|audit|event|histor|activit|metric|stat(?:s|istic)|usage|trace|journal|telemetry|analytic|impression|view(?:s|ed)?$|click|attempt|notification|message|comment|snapshot|session|token|webhook|error|feedback|delivery|deliveries|response|visit|heartbeat|ping|report|record(?:ing)?s?$/iu;

/** What holds other workers off while a function looks and inserts. Source: DOMAIN §2.3 "lock / SELECT FOR UPDATE". */
export const HOLDS_OFF =
  /\bfor\s+(?:no\s+key\s+)?update\b|forUpdate|with_for_update|select_for_update|advisory|serializable|redlock|mutex|\bacquire|with_?lock|_lock\(|\block\(|Lock\(|runExclusive|LOCK\s+TABLE|\bsetnx\b|nx\s*=\s*True|["']NX["']|\bnx\s*:\s*true|singleton/iu;

/** The insert gives way to a row that is there. Source: each library's reference. */
export const GIVES_WAY =
  /skipDuplicates|onConflict|on_conflict|ignore_conflicts|ignoreDuplicates|ignore_duplicates|on\s+conflict|insert\s+(?:or\s+)?ignore|orIgnore|on\s+duplicate\s+key|where\s+not\s+exists/iu;

/** Files that the operator runs, once and alone. */
export const BY_HAND =
  /(?:^|\/)(?:cli|manage|bootstrap|init_?db|seeders?|setup|install|onboard_demo|demo)(?:\.[cm]?[jt]sx?|\.py)$|(?:^|\/)database\/(?:manage|init)|(?:^|\/)(?:alembic|migrations?)\//iu;

/** Helpers that ask whether something is there. */
export const FINDER = /^_*(?:find|get|look_?up|search|fetch|query|check|retrieve|load|exists?|has|resolve|match)/iu;

/** Django's look-ups that create: race-free only with a unique constraint. Source: django/db/models/query.py 5.2; DOMAIN §2.3. */
export const GET_OR_CREATE: ReadonlySet<string> = new Set([
  "get_or_create",
  "update_or_create",
  "aget_or_create",
  "aupdate_or_create",
]);

/** Methods of query libraries that answer with a row that was not there before. */
export const INSERTS: ReadonlySet<string> = new Set(["create", "acreate", "insert", "insertInto"]);

/** Functions that draw an id anew each time. */
export const DRAWS =
  /^(?:uuid(?:v?[1-7])?|uuid4_?str|randomUUID|nanoid|cuid2?|ulid|createId|token_hex|token_urlsafe)$/u;

/** Methods of query libraries that write a new row, or the one that is there. */
export const WRITES: ReadonlySet<string> = new Set(["create", "insert", "upsert", "acreate", ...GET_OR_CREATE]);

/** Words in the names of functions and methods that make something. */
export const MAKING_WORDS = [
  "create",
  "Create",
  "insert",
  "Insert",
  "INSERT",
  "add(",
  "add_",
  "save",
  "Save",
  "post(",
  "POST",
  "register",
  "Register",
  "ensure",
];

/** Ends of query chains that give rows, or a yes. */
export const ANSWERS =
  /^(?:first|afirst|one|one_or_none|scalars?|scalar_one_or_none|exists|aexists|count|acount|single|maybe_?single|all|list|doSearch|do_search|execute|limit|values_list|is|eq|where|filter|filter_by)$/iu;

/** A remote system that is asked and then told to create, both by its own SDK. */
export interface RemoteCreateRow {
  system: string;
  library: RegExp;
  /** Ends of the access path. */
  asks: RegExp;
  creates: RegExp;
  noun: string;
  source: string;
}

export const REMOTE_CREATES: readonly RemoteCreateRow[] = [
  {
    system: "Stripe",
    library: /^stripe\b/u,
    asks: /\.customers\.(?:list|search)$|\.Customer\.(?:list|search)$/u,
    creates: /\.customers\.create$|\.Customer\.create$/u,
    noun: phrase("customer"),
    source:
      "Stripe API reference: e-mail addresses of customers are not unique, and search lags behind writes by up to a minute",
  },
  {
    system: "HubSpot",
    library: /^@hubspot\/api-client\b|^hubspot\b/u,
    asks: /\.contacts\.searchApi\.doSearch$|\.contacts\.search_api\.do_search$/u,
    creates: /\.contacts\.basicApi\.create$|\.contacts\.basic_api\.create$/u,
    noun: phrase("contact"),
    source: "HubSpot CRM API: search lags behind writes; upsert by `idProperty`; DOMAIN §2.3",
  },
];
