/** How long a queue lets a task run, and how long calls wait for the other side. Invariant: durations are seconds. */

export interface TaskTimeRow {
  /** As people call it. */
  queue: string;
  /** Test on the library name of the decorator. */
  decorator: RegExp;
  /** Option of the decorator that ends a task, and how many of its units are a second. */
  option: string;
  perSecond: number;
  /** Seconds that hold without the option; absent: a task may run for ever. */
  defaultSeconds?: number;
  source: string;
}

/** Celery's limits can stand in several places: `concepts/task-settings` knows them. */
export const CELERY_LIMITS = {
  queue: "Celery",
  hard: "time_limit",
  soft: "soft_time_limit",
  /** Raised in the task when the soft limit is over. */
  raised: "SoftTimeLimitExceeded",
  source:
    "celery 5.6.3 app/defaults.py (task_time_limit, task_soft_time_limit: None); docs userguide/workers, Time Limits",
} as const;

export const TASK_TIMES: readonly TaskTimeRow[] = [
  {
    queue: "Dramatiq",
    decorator: /^dramatiq\.actor$/u,
    option: "time_limit",
    perSecond: 1000,
    defaultSeconds: 600,
    source: "dramatiq 2.2 middleware/time_limit.py: time_limit=600000 ms; DOMAIN §1.2",
  },
  {
    queue: "RQ",
    decorator: /^(rq\.decorators\.job|django_rq(\.decorators)?\.job)$/u,
    option: "timeout",
    perSecond: 1,
    defaultSeconds: 180,
    source: "rq 2.10 queue.py Queue.DEFAULT_TIMEOUT = 180; decorators.py timeout",
  },
  {
    queue: "taskiq",
    decorator: /^taskiq(_\w+)?\.\w+\(\)\.task$/u,
    option: "timeout",
    perSecond: 1,
    source: "taskiq docs, task labels: timeout",
  },
];

/** Calls that put a function on a queue, with the keyword that limits its time. */
export const ENQUEUED_TIMES: readonly (Omit<TaskTimeRow, "decorator"> & { call: RegExp })[] = [
  {
    queue: "RQ",
    call: /^rq\.(?:queue\.)?Queue\(\)\.enqueue$/u,
    option: "job_timeout",
    perSecond: 1,
    defaultSeconds: 180,
    source: "rq 2.10 queue.py Queue.DEFAULT_TIMEOUT = 180; docs, Jobs: job_timeout",
  },
];

/** A worker that is a class with the list of its functions. */
export const WORKER_CLASS_TIMES = {
  queue: "arq",
  functions: "functions",
  option: "job_timeout",
  defaultSeconds: 300,
  source: "arq 0.26.1 worker.py:203-208; DOMAIN §1.2",
} as const;

export interface WaitRow {
  library: RegExp;
  /** Keyword, and position where it may stand too. */
  option: string;
  position?: number;
  /** Seconds that it waits when nothing is said: Infinity for no end. */
  defaultSeconds: number;
  source: string;
}

export const WAITS: readonly WaitRow[] = [
  {
    library: /^requests\.(?:(?:sessions\.)?[Ss]ession\(\)\.)?(?:get|post|put|patch|delete|head|options|request)$/u,
    option: "timeout",
    defaultSeconds: Infinity,
    source: "requests 2.34 docs, Timeouts: without one a request waits for ever",
  },
  {
    library: /^urllib\.request\.urlopen$/u,
    option: "timeout",
    position: 2,
    defaultSeconds: Infinity,
    source: "Python 3.13 docs, urllib.request: the global default timeout, None",
  },
  {
    library: /^smtplib\.SMTP(?:_SSL)?$/u,
    option: "timeout",
    defaultSeconds: Infinity,
    source: "Python 3.13 docs, smtplib: the global default timeout, None",
  },
  {
    library: /^(?:ftplib\.FTP(?:_TLS)?|imaplib\.IMAP4(?:_SSL)?)$/u,
    option: "timeout",
    defaultSeconds: Infinity,
    source: "Python 3.13 docs, ftplib and imaplib: the global default timeout, None",
  },
  {
    library: /^httpx\.(?:get|post|put|patch|delete|head|options|request|stream|Client|AsyncClient)$/u,
    option: "timeout",
    defaultSeconds: 5,
    source: "httpx 0.28 docs, Timeouts: 5 seconds",
  },
  {
    library: /^socket\.setdefaulttimeout$/u,
    option: "timeout",
    position: 0,
    defaultSeconds: Infinity,
    source: "Python 3.13 docs, socket.setdefaulttimeout",
  },
];

/** Calls that wait for as long as they are told. */
export const SLEEPS_FOR = /^(?:time|asyncio|gevent|eventlet|anyio|trio)\.sleep$/u;
