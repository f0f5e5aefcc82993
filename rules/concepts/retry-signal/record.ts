/** What one file says of the exceptions by which a task asks for its retry. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

/** `self.retry(…)` inside a `try` (or the task given to a helper there), or a handler for the last retry. */
export interface RetrySignalRecord extends Span {
  kind: "caught" | "unreachable";
  /** Text of the call: "self.retry(exc=exc)". */
  text: string;
  task: string;
  /** The decorator that makes the function a task. */
  decorator?: AccessPath;
  /** The task is given to this function, which may ask for the retry. */
  helper?: AccessPath;
  /** Whoever stops the exception. */
  handler: HandlerRecord;
  /** Kind "unreachable": the arguments `exc=…` of the calls, each with the comma before it. */
  excArguments?: Span[];
}

export interface HandlerRecord {
  /** From `except` to the end of its types; the whole statement for `with suppress(…)`. */
  place: Place;
  /** "except Exception", "finally". */
  text: string;
  /** What happens after it was caught. */
  then: "success" | "failure" | "again";
  /** Not on every path. */
  partly: boolean;
  /** Where `except Retry: raise` can be put, and the indentation there. */
  insertAt?: number;
  indent: string;
}
