/**
 * Where failures begin in a function, and which handlers stand around. Plain data: who calls whom, and whether a class is
 * caught by a handler of another file, is answered when the project is linked.
 */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

export interface FailureRecord extends Span {
  functionId: string;
  throws: ThrowRecord[];
  tries: TryRecord[];
  /** Calls that may answer with a failure instead of throwing it. */
  answers: AnswerRecord[];
  /** A body that yields: it does nothing when it is called. */
  generator?: true;
  /** A handler around all that the function does, which lets nothing out. */
  swallows?: Place;
}

export interface ThrowRecord {
  place: Place;
  /** Last name of the class; undefined when something caught is thrown on. */
  name?: string;
  path?: AccessPath;
  /** As people read it: `throw new Error("Unauthorized")`. */
  text: string;
  /** Statuses of an answer for which this is reached; absent when no status decides. */
  statuses?: number[];
  /** Decided by what the function was given or by settings, not by what it got from elsewhere. */
  input?: true;
}

export interface TryRecord {
  body: Span;
  handlers: HandlerRecord[];
}

export interface HandlerRecord extends Span {
  place: Place;
  /** Empty: everything. */
  types: TypeRecord[];
  /** How it ends: the same failure goes on; another is thrown; it depends; nothing leaves. */
  ends: "rethrows" | "converts" | "depends" | "swallows";
  /** Looks at the failure before it decides. */
  judges: boolean;
  /** Asks for another attempt (`self.retry()`), with the same arguments or with others. */
  retries: "no" | "same" | "other";
}

export interface TypeRecord {
  name: string;
  path?: AccessPath;
}

export interface AnswerRecord {
  place: Place;
  text: string;
  path?: AccessPath;
  /** Whether anything depends on the answer's failure: "out" when the answer leaves the function. */
  looked: "yes" | "no" | "out";
  /** The result's variable, when it is a plain one. */
  result?: string;
  /** Where a statement that looks can go. */
  statement?: Place;
  /** End of the chain of calls that makes the answer. */
  end?: number;
}

/** What a call or decorator that makes a retry says of the failures that it retries. */
export interface SelectionRecord extends Span {
  library?: string;
  /** Undefined: nothing is said. */
  classes?: TypeRecord[];
  excluded?: TypeRecord[];
  /** A function decides. */
  judged?: true;
  /** A test looks at results too. */
  results?: true;
  /** Where an option that takes classes out again can be written. */
  excluding?: { option: string; package: string; since: string; at: number };
}

/** `return load()` without `await` in a `try`: its handlers never see the failure. */
export interface UnawaitedRecord extends Span {
  functionId: string;
  place: Place;
  path?: AccessPath;
  text: string;
  /** The called function is a parameter, and whether its type says that it gives a promise. */
  parameter?: "promise" | "unknown";
}
