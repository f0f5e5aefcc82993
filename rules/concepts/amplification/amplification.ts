/**
 * Retries around retries: a queue that runs a task again, a wrapper in it that calls again, a client that sends again. Their
 * attempts multiply. Invariant: only known numbers are multiplied, so a product is a lower bound; a failure that a function
 * on the way swallows ends the chain there.
 */
import type { FilePlace, Place, TextEdit } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";

/** What one file says: every file with a retry has one record, so that its chains are looked for. */
export interface AmplificationRecord extends Span {
  /** Clients with retries of their own, and how these are turned off where they are made. */
  clients: { callee: number; variable?: string; off?: TextEdit }[];
  /** Queues by the variable that holds them. */
  queues: { variable: string; name: string }[];
  /** Workers and what they run. */
  workers: { name: string; functionId?: string; path?: AccessPath }[];
  /** Jobs that are added with options: where the options stand, and to which queue. */
  jobs: { place: Place; queue?: AccessPath }[];
}

export interface Layer {
  /** "`sync_orders`", "OpenAI". */
  title: string;
  /** Undefined when it cannot be told. */
  attempts?: number;
  at: FilePlace;
  /** What says so: "max_retries=3". */
  why: string;
  /** How the retries of this layer are turned off. */
  off?: { title: string; edits: TextEdit[] };
}

/** Layers from the outermost to the innermost. */
export interface RetryChain {
  layers: Layer[];
  /** Product of the known attempts. */
  product: number;
  /** Some layer's number is not known: there are more. */
  more: boolean;
  /** Where the developer's own outermost layer stands, in the file of the concept. */
  at: Place;
}

export interface Amplification extends ConceptNode {
  type: "Amplification";
  chains: RetryChain[];
}
