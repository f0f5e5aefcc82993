import type { FilePlace, Related } from "../../finding.ts";
import type { ConceptNode } from "../concept.ts";
import type { Exclusion, RepeatedFailure } from "../failure/permanent.ts";
import type { SilentFailure } from "../failure/silent.ts";
import type { Growth } from "./growth.ts";
import type {
  JitterPlace,
  LibraryRecord,
  OptionRecord,
  RetryKind,
  SpelledRecord,
  Unit,
  UpdateRecord,
} from "./record.ts";

/** Something that is done again after it failed, with the waits between. attempts = calls including the first. */
export interface Retry extends ConceptNode {
  type: "Retry";
  kind: RetryKind;
  /** What is repeated, in words: "`sync_lead`", "`pRetry`", "the loop". */
  name: string;
  /** Parts of sentences. */
  words: RetryWords;
  /** What people point at: the loop's head, the decorator, the call. */
  at: FilePlace;
  /**
   * Id of the function that the retry stands in (loop, call in place), or of the decorated or task function; "" at top
   * level. In the file of `at`.
   */
  functionId: string;
  /** What is done again: loop body, try body, callback, decorated function, task body. Absent when it cannot be told. */
  body?: RepeatedBody;
  /** The handler that makes a home-made retry go on. */
  handler?: FilePlace;
  attempts: Attempts;
  /** How often it is tried at most, the first time included, when that is known. */
  calls?: number;
  /** A time after which no attempt begins, whatever limits their number. */
  deadline?: Bound;
  /** Whether something is waited between two attempts. */
  waits: "none" | "some" | "unknown";
  /** Whether the waits of two workers differ by chance, over all of `delays`, the library's default included. */
  jitter: "absent" | "unknown" | "known";
  /** The ways to compute the wait, one per branch, constant ones included; empty when the retry does not wait or nothing is known. */
  delays: RetryDelay[];
  /** Whether an attempt leaves the process. "unknown" too where nothing is known of the attempt. */
  reach: "remote" | "local" | "unknown";
  /** Who runs it: a service of which many may run, one person at a prompt or in a page, or code of others that lies in the tree. */
  runsIn: "service" | "command" | "page" | "vendored";
  /** The attempt opens a connection that lives as long as the process: it tries as long as the process lives. */
  reconnects: boolean;
  /** Only a connection that could not be opened is tried again: nobody has done anything for the attempt yet. */
  connecting: boolean;
  /** It goes on because the other side said that it is asked too often (429). */
  refused: boolean;
  /** It goes on because a race for a row, a name or a lock was lost. */
  lostRace: boolean;
  /** Retries elsewhere that take their delay from this formula (kind "formula"). */
  users: FilePlace[];
  library?: LibraryRecord & {
    /** Installed or required, as far as a manifest says. */
    version?: string;
  };
  /** How an end, a backoff or jitter is written here, where the library has an option for it. */
  spelled: { bound?: SpelledRecord; backoff?: SpelledRecord; jitter?: SpelledRecord };
  /** Failures that stay and are tried again all the same. */
  permanentFailures(): RepeatedFailure[];
  /** The option that takes them out again, where the library has one and they can be named. */
  exclusion(): Exclusion | undefined;
  /** Failures that the retry cannot see. */
  silentFailures(): SilentFailure[];
}

export interface RepeatedBody {
  place: FilePlace;
  /** Id of the function in the file of `place`, when a whole function is repeated. */
  functionId?: string;
}

/** How many retries can happen. `first` is the attempt of the first one: 1 when the loop waits from its second turn on. */
export type Attempts =
  /** Nothing ends it but success: the library's default, an option that says so, or the shape of the code. */
  | { is: "absent"; why: string; by: "default" | "choice" | "shape"; place?: FilePlace }
  /** `bound`: there is a limit, of unknown size. */
  | { is: "unknown"; bound?: Bound }
  | { is: "known"; retries: number; bound: Bound; first: number };

export interface Bound {
  /** "max_retries=3", "the default of 10 retries of p-retry". */
  text: string;
  /** `text` is words and no code. */
  worded: boolean;
  place: FilePlace;
  deadline: boolean;
  /** How long the deadline is, when it can be read. */
  deadlineMs?: number;
  /** Seen where the same stored counter is read elsewhere: an assumption. */
  assumed: boolean;
  /** Of a library's default. */
  source?: string;
}

export interface RetryDelay {
  /** The expression to cap. */
  place: FilePlace;
  text: string;
  unit: Unit;
  growth: Growth;
  /** By how much each delay is longer than the one before, when it is the same every time: 2 for doubling. */
  factor?: number;
  /** The highest delay that the expression itself allows. */
  limit: { is: "absent" } | { is: "unknown" } | { is: "known"; ms: number };
  jitter: boolean;
  /** Grows with the size of this collection, which nothing bounds. */
  size?: string;
  /** The growing formula stands in another function, which has a Retry of its own. */
  elsewhere: boolean;
  /** The delay, growing or not, comes from a function that has a Retry of its own (kind "formula"). */
  fromFormula: boolean;
  /** It differs from one retry to the next. */
  changes: boolean;
  /** It depends on something that cannot be seen into, so that `jitter: false` is no knowledge. */
  opaque: boolean;
  /** The library computes it. */
  implicit: boolean;
  /** Package and file that a default comes from. */
  source?: string;
  /** Milliseconds of one `unit`. */
  unitMs: number;
  words: DelayWords;
  /** Where the limit of the retries comes from, and who waits for the result of a formula. */
  story: Related[];
  /** Delays in milliseconds that can happen, from the first retry on, jitter at its highest; empty when values are unknown. At most {@link SCHEDULE_LENGTH}. */
  schedule: number[];
  /** The longest delay that can happen, when the number of retries is known. */
  longestMs?: number;
  /** The delay before a retry, counted from 0, jitter at its lowest and highest; undefined when anything in it is unknown. */
  range(retry: number): { lowMs: number; highMs: number } | undefined;
  /** The first retry (from 1) whose delay passes `ms`, within the retries that can happen. */
  passes(ms: number): { retry: number; ms: number; text: string } | undefined;
  update?: UpdateRecord;
  option?: OptionRecord;
  cappable: boolean;
  /** Where chance can be put in. */
  jitterable?: JitterPlace;
}

export interface RetryWords {
  /** What fails and is tried again: the repeated function by its name, else {@link Retry.name}. */
  subject: string;
  /** How often it is tried in the long run: "every 100 ms"; empty when that is unknown or at once. */
  pace: string;
  /** "3 attempts", "all attempts". */
  attempts: string;
}

/** Parts of sentences. */
export interface DelayWords {
  /** "delay `2 ** attempt`", "delay of `pRetry`". */
  name: string;
  /** "doubles with every retry". */
  growth: string;
  /** "1 min, 2 min, 4 min"; of a longer schedule the beginning and the last. */
  schedule: string;
  /** "`max_retries=3`", "the default of 10 retries of p-retry". */
  bound: string;
  /** "17 h 4 min", when the number of retries is known. */
  longest: string;
}

export const SCHEDULE_LENGTH = 12;
