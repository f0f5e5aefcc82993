/**
 * A log of a failure that goes no further, and what it does not say: which item or job it was. Invariant: it is told only where
 * the handler names nothing of what was worked on, by itself or by what is made of it.
 */
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { ConceptNode } from "../concept.ts";

export interface FailureLogRecord extends Span {
  functionId: string;
  place: Place;
  /** The call as written: `logger.error`. */
  text: string;
  /** The name at hand that the handler does not mention: `lead_id`. */
  missing: string;
  /** The loop whose item it is. */
  loop?: Place;
  /** Another log of the file that does say it. */
  told?: Place;
}

export interface FailureLog extends ConceptNode {
  type: "FailureLog";
  text: string;
  missing: string;
  /** "item": of a loop. "id": given to the function, and told by other logs. */
  of: "item" | "id";
  /** The task that it belongs to; undefined when no task is known to lead here. */
  task: string | undefined;
  story: Related[];
}
