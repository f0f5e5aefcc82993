/** What becomes of a limit when its store fails, as one file says it. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";

export type FailureRecord = PassingRecord | FailureOptionRecord | SlowStoreRecord | ReasonRecord;

interface Base extends Span {
  name: string;
  place: Place;
}

/** A handler of errors, or the branch without a store, that lets the request pass. */
export interface PassingRecord extends Base {
  form: "handler" | "absent";
  functionId: string;
  /** The truth values that say "allowed". */
  verdict?: Place;
  /** It answers or goes on by itself, for whatever stands behind it. */
  middleware: boolean;
  /** What is asked of the store, or the test that finds none. */
  asked: Place;
  /** The test as written. */
  test: string;
}

export interface FailureOptionRecord extends Base {
  form: "option";
  option: string;
  /** The value that is true. */
  value: Place;
  /** Name and value, where another option takes their place. */
  entry?: Place;
  instead?: string;
}

export interface SlowStoreRecord extends Base {
  form: "slow";
  timeoutMs: number;
}

/** Somebody reads why a limiter answered "allowed". */
export interface ReasonRecord extends Base {
  form: "reason";
}
