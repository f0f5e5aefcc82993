/**
 * A call whose answer decides whether work goes on: a lock, a claim, a marker, the row that says "done before". Invariant: a
 * guard is a promise by its library row, by the project function that it calls, or by how its siblings are written; what is
 * none of these is no fault.
 */
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";
import type { UnawaitedUse } from "./use.ts";

/** A call that may be a guard and that nothing waits for. */
export interface GuardRecord extends Span {
  place: Place;
  /** The callee as written, without arguments. */
  text: string;
  method: string;
  path?: AccessPath;
  use: UnawaitedUse;
  /** By its name. */
  named?: "lock" | "marker";
  /** An option asks to set the key only when it is absent. */
  ifAbsent?: true;
  /** Its rows tell what was done before. */
  table?: string;
  /** The statement takes an advisory lock of the database. */
  advisory?: true;
  /** Where the same callee is awaited in this file. */
  sibling?: Place;
  /** `await` may stand here. */
  awaitable: boolean;
  /** Needs parentheses around `await …`. */
  inside: boolean;
}

export interface Guard extends ConceptNode {
  type: "Guard";
  text: string;
  use: UnawaitedUse;
  /** Absent when the call is no guard after all, or gives its answer at once, or when that is not known. */
  promised?: Promised;
  repair?: { call: Span; inside: boolean };
}

/** A guard whose answer has to be awaited. */
export interface Promised {
  what: "lock" | "marker" | "record";
  /** When the call does its work: at once; when its statement is awaited, which sends it; never, as a coroutine. */
  starts: "at once" | "when sent" | "as coroutine";
  /** That it is a guard, and gives a promise, is shown and not only told by names. */
  proved: boolean;
  story: Related[];
}
