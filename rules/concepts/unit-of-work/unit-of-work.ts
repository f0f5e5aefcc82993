/**
 * Work on one session that its author takes for one: it is rolled back as a whole, or committed by whoever began it.
 * Invariant: a commit counts when rows were written since the one before; what only marks a state is none.
 */
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";

export interface UnitRecord extends Span {
  functionId: string;
  name: string;
  session: string;
  sessionPath?: AccessPath;
  /** The part whose failure is rolled back, and where; absent for a function that commits. */
  attempt?: { body: Span; rollback: Place };
}

export interface UnitOfWork extends ConceptNode {
  type: "UnitOfWork";
  fault?: SplitFault;
}

export interface SplitFault {
  kind: "several" | "callee" | "loop";
  at: Span;
  /** The function that does the work. */
  name: string;
  /** What commits first, as written. */
  first: string;
  /** What comes after it and may fail. */
  later: string;
  /** How often it commits on one way. */
  count: number;
  /** Line of the first commit. */
  from: number;
  /** Line of the rollback, when there is one. */
  line?: number;
  story: Related[];
}
