/**
 * A key by which a receiver knows a repetition, as far as it is given. Invariant: what a key is made of and what runs its
 * making again are proved apart; a key that is made once and handed on is stable.
 */
import type { FilePlace, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { Delivery } from "../task/index.ts";
import type { ConceptNode } from "../concept.ts";

export interface IdempotencyKey extends ConceptNode {
  type: "IdempotencyKey";
  /** As written. */
  name: string;
  /** The call that it is given to. */
  call: string;
  callSpan: Span;
  /** "payment", "e-mail", "request": what a second key makes a second one of. */
  thing: string;
  /** A run of the same work makes another key. */
  unstable?: UnstableKey;
  /** One key for whatever is sent until the next restart. */
  shared?: SharedKey;
  /** Given where the API does not read it. */
  misplaced?: MisplacedKey;
}

export interface UnstableKey {
  kind: "random" | "clock" | "attempt";
  /** "uuid.uuid4()". */
  source: string;
  /** Where the key is made, in this file. */
  at: Span;
  delivery: Delivery;
  /** The receiver is known to drop repetitions by this name. */
  proved: boolean;
  /** The name serves to find the thing again too: a value that is new each time may be meant, and is as good as none. */
  identifies: boolean;
  story: Related[];
  /** The source with all that is called on it, and what is the same in every run. */
  stable?: { whole: Span; text: string };
}

export interface SharedKey {
  /** "module": made when the module is loaded. "client": kept by the client that is made with it. */
  by: "module" | "client";
  at: Span;
  api: string;
  story: Related[];
}

export interface MisplacedKey {
  api: string;
  /** The receiver is the library's own client, not only called like it. */
  proved: boolean;
  /** "the API answers with …". */
  effect: string;
  at: Span;
  /** Where it is read, in words. */
  place: string;
  /** How to move it: cut the property, put it in a new argument after `after`. */
  move?: { property: Span; after: number; name: string; value: Span };
}

/** A call that carries the key of an earlier one: the client keeps what it was once given. */
export interface CarriedKey extends ConceptNode {
  type: "CarriedKey";
  call: string;
  /** The call that left the key. */
  from?: FilePlace & { text: string };
  api: string;
}
