/** Retry options that have no effect where they stand: what the library asks for besides. DOMAIN.md §0 W13–W16, §1.2–1.4. */
import { phrase } from "./phrase.ts";

/** Retries of an HTTP client that see failed connections only (W13 [T]). */
export interface ConnectionRetryRow {
  library: RegExp;
  /** Keyword of the number of retries, and its position. */
  option: string;
  position?: number;
  /** Option that adds statuses. */
  statuses?: string;
  /** An object in place of the number decides itself. */
  numberOnly?: boolean;
  title: string;
  source: string;
}

export const CONNECTION_RETRIES: readonly ConnectionRetryRow[] = [
  {
    library: /^requests\.adapters\.HTTPAdapter$/u,
    option: "max_retries",
    numberOnly: true,
    title: "HTTPAdapter",
    source: "requests@2.34 adapters.py:81,205: no status retry, no backoff; DOMAIN W13 [T]",
  },
  {
    library: /^(urllib3(\.util(\.retry)?)?|requests\.(adapters|packages\.urllib3\.util\.retry))\.Retry$/u,
    option: "total",
    position: 0,
    statuses: "status_forcelist",
    title: "Retry",
    source: "urllib3@2.8 util/retry.py:199: status_forcelist empty; DOMAIN §1.2",
  },
  {
    library: /^httpx\.(Async)?HTTPTransport$/u,
    option: "retries",
    title: "HTTPTransport",
    source: "httpx@0.28 _transports/default.py:147: connection establishment only; DOMAIN W13 [T]",
  },
];

/** What has to be handed on to be asked at all, and how that is done. requests: DOMAIN §1.2 (`session.mount`). */
export const HANDED_ON: Readonly<Record<string, string>> = {
  HTTPAdapter: phrase("mounted on a session"),
  Retry: phrase("given to an adapter"),
  HTTPTransport: phrase("given to a client"),
};

export const SESSION = /^requests\.(sessions\.)?[Ss]ession\(\)$/u;

/** Statuses that people mean; urllib3 documentation's own example. */
export const USUAL_STATUSES = "[429, 500, 502, 503, 504]";

/** Comments that speak of answers rather than of connections. */
export const MEANS_STATUSES =
  /\b([45]xx|5\d\dx?|50[0234]|429)\b|\bstatus(es| codes?)\b|\bserver errors?\b|rate[- ]?limit|too many requests|\bHTTP errors?\b/iu;

/** … and those that say that only connections are meant. */
export const MEANS_NO_STATUSES = /\b(no|not|never|only|without|neither)\b/iu;

/** Libraries in which `{ retries: undefined }` takes the place of the default and means none. */
export const UNDEFINED_RETRIES: readonly {
  library: RegExp;
  position: number;
  option: string;
  fallback: number;
  title: string;
  source: string;
}[] = [
  {
    library: /^async-retry\.default$/u,
    position: 1,
    option: "retries",
    fallback: 10,
    title: "async-retry",
    source: "async-retry@1.3.3 lib/index.js, retry@0.13 lib/retry.js: options overwrite the defaults; DOMAIN §1.3 [T]",
  },
];

/** An option that another one, given as a function, takes over. */
export const TAKEN_OVER: readonly { library: RegExp; option: string; by: string; title: string; source: string }[] = [
  {
    library: /^fetch-retry\.default\(\)$|^fetch-retry\.default$/u,
    option: "retries",
    by: "retryOn",
    title: "fetch-retry",
    source: "fetch-retry@6 dist/fetch-retry.umd.js: a retryOn function replaces retries; DOMAIN §1.3 [T]",
  },
];

/** Clients that never repeat certain methods unless told so. */
export const METHODS_NOT_RETRIED: readonly {
  library: RegExp;
  methods: RegExp;
  option: string;
  allow: string;
  title: string;
  source: string;
}[] = [
  {
    library: /^got\.(default|got)(\.(post|patch))?$/u,
    methods: /^(post|patch)$/iu,
    option: "retry",
    allow: "methods",
    title: "got",
    source: "got@14.6.6 source/core/options.js retry.methods; DOMAIN §1.3",
  },
  {
    library: /^ky\.default(\.(post|patch))?$/u,
    methods: /^(post|patch)$/iu,
    option: "retry",
    allow: "methods",
    title: "ky",
    source: "ky@1.14.3 distribution/utils/normalize.js retry.methods; DOMAIN §1.3",
  },
];

/** Jobs that are tried once by default: a wait between attempts needs attempts. */
export const NEEDS_ATTEMPTS = {
  add: /^(bullmq\.Queue\(\)|bull\.(default|Queue)\(\))\.add$/u,
  queue: /^(bullmq\.Queue|bull\.(default|Queue))$/u,
  defaults: "defaultJobOptions",
  option: "backoff",
  attempts: "attempts",
  source: "bullmq@6.7 classes/job.js:71-87: attempts default 0; DOMAIN §1.4",
} as const;

/** Middleware that retries labelled tasks only. taskiq simple_retry_middleware.py; DOMAIN §1.2. */
export const NEEDS_LABEL = {
  library: /^taskiq(\.middlewares(\.\w+)?)?\.(SimpleRetryMiddleware|SmartRetryMiddleware)$/u,
  option: "default_retry_label",
  label: "retry_on_error",
  source: "taskiq/middlewares/simple_retry_middleware.py: default_retry_label=False; DOMAIN §1.2",
} as const;

/** Workers that run again what raises their own exception, and nothing else (W15). */
export const NEEDS_OWN_EXCEPTION = {
  exception: /^arq(\.worker)?\.Retry$/u,
  package: "arq",
  option: "max_tries",
  functions: "functions",
  func: /^arq(\.worker)?\.func$/u,
  source: "arq@0.26.1 worker.py:203-208; DOMAIN W15, §1.2",
} as const;
