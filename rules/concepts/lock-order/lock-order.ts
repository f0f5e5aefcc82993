/**
 * A loop that locks one row after the other in one transaction, in the order in which it was given them. Invariant: two of
 * them at once must be possible, since several workers take such work up.
 */
import type { Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { ConceptNode } from "../concept.ts";

export interface LockLoopRecord extends Span {
  functionId: string;
  name: string;
  body: Span;
  /** What is gone through, as written, with its place. */
  items: string;
  source: Span;
  /** The function whose parameter it comes from. */
  givenTo: string;
  element: string;
  /** What tells the row, in words of the element: `line["sku"]`; absent when a function is given the element. */
  key?: string;
  /** The calls that lock a row of the element, and those that are given it. */
  changes: Span[];
  passes: Span[];
}

export interface LockOrder extends ConceptNode {
  type: "LockOrder";
  fault?: LockOrderFault;
}

export interface LockOrderFault {
  items: string;
  /** What locks the row, as written. */
  call: string;
  /** Who takes the work up: "Celery". */
  platform: string;
  /** Of the place where the list can be ordered. */
  source: Span;
  element: string;
  key?: string;
  story: Related[];
}
