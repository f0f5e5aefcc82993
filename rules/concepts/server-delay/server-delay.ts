import type { FilePlace, Related } from "../../finding.ts";
import type { ConceptNode } from "../concept.ts";

/** A wait whose length a server dictates, or may dictate, as far as the program can be followed. */
export interface ServerDelay extends ConceptNode {
  type: "ServerDelay";
  /** The server's value as it reaches the wait; absent when nothing of the wait is known to come from a server. */
  server?: ServerValue;
  /** What waits, in backticks: "`time.sleep(retry_after)`", "`state.backoffUntil`". */
  waits: string;
  /** The waited expression. */
  value: FilePlace;
  unit: "ms" | "s";
  /** A time is stored or a job is scheduled; nothing blocks. */
  stored: boolean;
  /** The expression may be wrapped. */
  cappable: boolean;
}

export interface ServerValue {
  /** Where it enters: "`response.headers[\"Retry-After\"]`". */
  name: string;
  /** Something on the way holds it below a bound, or gives up above one. */
  upper: boolean;
  lower: boolean;
  /** What becomes of an HTTP-date: read, noticed and replaced, or taken for a number. */
  date: "read" | "noticed" | "lost";
  /** Read from a header, a message or an answer; else a field is known by its name alone. */
  proved: boolean;
  /** From where it enters to the wait. */
  story: Related[];
}
