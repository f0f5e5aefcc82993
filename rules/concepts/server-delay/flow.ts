/**
 * How a delay that a server dictates travels: from a header or a field of an answer, over variables, parameters, results and
 * fields, to a wait. Plain data; what one file cannot follow stays open as an {@link Origin}.
 */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

/** One way for a value to come here. */
export interface Flow {
  origin: Origin;
  /** Held below something on the way. */
  upper?: true;
  /** Held above something on the way. */
  lower?: true;
  /** Read as a number; of an HTTP-date that gives no number. */
  number?: true;
  /** Read as a date too. */
  date?: true;
  /** What is no number is noticed: a test for NaN, a fallback, a handler. */
  checked?: true;
}

export type Origin =
  /** Read from a header or out of an error's message. */
  | { kind: "header"; place: Place; text: string }
  /** A field by its name. `outside`: of an answer that came over the network; else whoever sets the field decides. */
  | { kind: "field"; name: string; place: Place; text: string; outside?: true }
  | { kind: "parameter"; owner: string; position: number; name?: string; property?: string }
  /** Result of a function of the project. */
  | { kind: "call"; path: AccessPath; place: Place; text: string; given: Given[] };

/** Flows into one argument. */
export interface Given {
  position?: number;
  keyword?: string;
  /** Property of an object literal. */
  property?: string;
  flows: Flow[];
}

/** A wait, or a passing on: what a function returns, what a field is set to, what a call is given. */
export interface FlowRecord extends Span {
  kind: "wait" | "return" | "field" | "call";
  place: Place;
  flows: Flow[];
  /** Function around (wait, call), or the one that returns. */
  functionId: string;
  /** Name of a field. */
  name?: string;
  path?: AccessPath;
  given?: Given[];
  wait?: WaitFacts;
}

export interface WaitFacts {
  /** What waits: "`time.sleep`", "`state.backoffUntil`", "`retryDelay`". */
  by: string;
  /** The waited expression. */
  value: Place;
  text: string;
  unit: "ms" | "s";
  /** Blocks a worker where it stands, or sets a time. */
  stored: boolean;
  /** `Math.min` and `min` mean what they usually do here, and the value may be wrapped. */
  cappable: boolean;
}
