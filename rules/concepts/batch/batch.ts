/**
 * A loop over many items in work that something runs again as a whole. Invariant: what a second run does with the items that
 * are done already is told by what the loop asks, not by what it writes: a progress that nobody reads is no checkpoint.
 */
import type { Related } from "../../finding.ts";
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Symbolic } from "../../semantics/symbolic.ts";
import type { ConceptNode } from "../concept.ts";

export interface BatchRecord extends Span {
  functionId: string;
  place: Place;
  body: Span;
  /** Parts of the body after which the loop is left. */
  once?: Span[];
  /** What is gone through, as written. */
  items: string;
  /** Where the items are chosen, the loop begins behind what an earlier run has done. */
  resumes: boolean;
  /** The most items that its source gives: `leads[:500]`, `query.limit(500)`. */
  atMost?: Symbolic;
}

export interface Batch extends ConceptNode {
  type: "Batch";
  fault?: BatchFault;
}

export interface BatchFault {
  items: string;
  platform: string;
  /** Runs again when it fails, and not only when the process dies. */
  onFailure: boolean;
  /** "sends the e-mail again"; absent when only work is done a second time. */
  consequence?: string;
  story: Related[];
}
