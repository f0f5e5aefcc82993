import type { Place, TextEdit } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { VersionRange } from "../../semantics/versions.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Symbolic } from "../../semantics/symbolic.ts";

/**
 * What one file says of a retry. Plain data: a delay and the conditions of its repetition are {@link Symbolic} values over
 * `attempt`, the number of retries done before the one that waits (0 for the first retry).
 */
export interface RetryRecord extends Span {
  kind: RetryKind;
  /** What repeats, in the field's words: "`sync_lead`", "`pRetry`", "the loop". */
  name: string;
  /** Function that the retry stands in, "" at top level; of a decorator, the decorated function. */
  functionId: string;
  /** What people point at: the loop's head, the decorator, the call. */
  at?: Place;
  /** What is done again, as far as this file shows it. */
  body?: BodyRecord;
  /** Handler that makes a home-made retry go on. */
  handler?: Place;
  /** The options of a library that may be written here: an end, a backoff, jitter. */
  spelled?: { bound?: SpelledRecord; backoff?: SpelledRecord; jitter?: SpelledRecord };
  /** Only a connection that could not be opened is tried again. */
  connecting?: boolean;
  /** Keeps a client's connection open: endless by design. */
  reconnects?: boolean;
  /** As of `tries`, for retries of libraries and queues. */
  refused?: boolean;
  lostRace?: boolean;
  /** The attempt itself, for home-made retries. */
  tries?: TriedRecord;
  /** The waits, constant ones included; empty when none is written or nothing is known of it. */
  delays: DelayRecord[];
  /** Whether something is waited, when `delays` is empty. */
  waits?: "none" | "unknown";
  /** The repeated code waits too, beside what the library does. */
  waitsItself?: boolean;
  limits: LimitRecord[];
  /** Why there is no limit as far as this file shows: "`stop` is not set". Absent when a limit elsewhere is thinkable. */
  endless?: string;
  /** Nobody chose it: the library does so when its option is left out. */
  endlessByDefault?: true;
  /** What says so, when it stands apart from `at`. */
  endlessAt?: Place;
  /** The attempt counter is only known by its name (`row.retry_count`): who compares it decides the limit. */
  counter?: string;
  /** The counter is a field of something stored: whoever reads the record elsewhere may compare it. */
  stored?: boolean;
  /** Celery: id of the task's function, whose options the project may set elsewhere. */
  taskId?: string;
  /** Celery: where the task's options come from when its decorator leaves them open. */
  base?: AccessPath;
  /** Package whose defaults the record relies on, for the words of the finding. */
  library?: LibraryRecord;
}

export interface BodyRecord {
  /** Loop body, try body, callback, decorated function, task body. */
  place?: Place;
  /** Id of the function, when it is a whole one of this file. */
  functionId?: string;
  /** A function that is given by its name: `pRetry(loadOrders)`. */
  path?: AccessPath;
}

export interface LibraryRecord {
  name: string;
  source: string;
  /** What becomes of the work when the last attempt failed: a clause. */
  afterLast?: string;
  /** What is tried again: "429, 5xx and network errors". */
  on?: string;
}

/** What a home-made retry tries. */
export interface TriedRecord {
  /** Calls of the attempt, as far as they are of interest. */
  calls: { text: string; path?: AccessPath }[];
  /** It opens a connection that lives as long as the process. */
  opens?: boolean;
  /** It goes on because the other side said that it is asked too often (429). */
  refused?: boolean;
  /** It goes on because a race was lost: a unique key, a version, a lock. */
  lostRace?: boolean;
}

/**
 * task: a task queue runs a function again (`self.retry`, job options). call: a library repeats a call in place. loop: a
 * home-made loop or recursion after a failure. poll: a loop that asks until something is there. schedule: the time of the
 * next attempt is stored or a timer is set. formula: a function that computes delays for others.
 */
export type RetryKind = "task" | "call" | "loop" | "poll" | "schedule" | "formula";

export type Unit = "ms" | "s" | "min" | "h" | "d";

export const UNIT_MS: Readonly<Record<Unit, number>> = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000, d: 86_400_000 };

export interface DelayRecord {
  /** The expression that makes the delay grow: what a cap goes around. */
  place: Place;
  /** Its source in one line. */
  text: string;
  /** What is waited, over `attempt`, in `unit`. */
  value: Symbolic;
  unit: Unit;
  /** Unit of the expression at `place`, when it is another one: `timedelta(minutes=2 ** attempt)`. */
  capUnit?: Unit;
  /** A variable that is updated in a loop: `delay *= 2`. Undefined for an expression. */
  update?: UpdateRecord;
  /** The library's own option for a cap, when `place` is a library call. */
  option?: OptionRecord;
  /** The library computes it: `place` is the call, not an expression of the delay. */
  implicit?: boolean;
  /** An option that cannot be read may make it random. */
  mayJitter?: boolean;
  /** Where chance can be put in. */
  jitterable?: JitterPlace;
  /** The option of the task that sets it, which the project may set elsewhere. */
  setting?: true;
  /** Package and file of a default. */
  source?: string;
  /** A home-made wait: its function says whether it takes seconds or milliseconds. */
  waiter?: AccessPath;
  /** The name of the language's minimum (`min`, `Math`) means what it usually does here. */
  cappable: boolean;
}

/** The value that a wait is given. */
export interface JitterPlace {
  place: Place;
  /** Parentheses are needed around it before it is multiplied. */
  parens: boolean;
  /** Only whole numbers are taken. */
  whole: boolean;
  /** What has to be imported first. */
  importing?: TextEdit;
}

/** An option as it is written here. */
export interface SpelledRecord {
  /** "max_tries=5". */
  text: string;
  edits: TextEdit[];
}

/** `delay *= 2` as the new value of a variable. */
export interface UpdateRecord {
  target: string;
  /** The new value before a cap: `delay * 2`. */
  value: string;
}

export interface OptionRecord {
  name: string;
  unit: Unit;
  /** Where `name=value` or `name: value` goes in. */
  at: number;
  /** The list that it joins is empty / already ends with a comma. */
  before: string;
  after: string;
  keyword: boolean;
}

/** A condition that must hold for a retry to happen. */
export interface LimitRecord {
  /** Over `attempt`; false ends the retries. */
  holds: Symbolic;
  place: Place;
  /** As people write it: "max_retries=3", "attempt < MAX_ATTEMPTS". */
  text: string;
  /** `text` is words and no code: "the default of 10 retries of p-retry". */
  worded?: true;
  /** The limit is a deadline rather than a number. */
  deadline?: boolean;
  /** How long the deadline is, when it can be read. */
  deadlineMs?: number;
  /** An option of the task sets it, which the project may set elsewhere. */
  setting?: true;
  /** What other versions of the library do. */
  versions?: { package: string; others: { when: VersionRange; holds: Symbolic; text: string }[] };
  /** A library's default: package@version and place. */
  source?: string;
  /** File of `place`, when it is another one. */
  path?: string;
}

/** A comparison of an attempt counter with a limit, wherever it stands: evidence for retries whose counter is stored. */
export interface AttemptCheckRecord extends Span {
  functionId: string;
  /** Last name of the counter, normalised: "retry_count" and "retryCount" are "retrycount". */
  counter: string;
  /** The counter is a member or key, not a variable. */
  stored: boolean;
  limit: LimitRecord;
}
