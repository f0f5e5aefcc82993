import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

/** A value given to a call under the name of an idempotency key; the span is that of the value. */
export interface IdempotencyKeyRecord extends Span {
  /** As written: "idempotencyKey", "X-Acme-Delivery". */
  name: string;
  /**
   * How sure it is that the receiver drops a second request with the same value. "standard": `Idempotency-Key` and names of
   * services. "delivery": headers that tell webhook deliveries apart. "library": only where a row of the libraries says so.
   */
  known: "standard" | "delivery" | "library";
  header: boolean;
  at: Place;
  call: KeyedCallRecord;
  /** Function in which the key is given, "" at top level. */
  functionId: string;
  sources: SourceRecord[];
  /** Functions of the project that make it or a part of it. */
  makers: { path: AccessPath; text: string; place: Place; functionId: string }[];
  /** Something in it belongs to the run, the entity or the caller. */
  varies: boolean;
  /** Written to the project's own tables rather than sent. */
  stored?: boolean;
}

export interface KeyedCallRecord {
  /** The callee as written. */
  text: string;
  place: Place;
  path?: AccessPath;
  isNew: boolean;
  /** Argument in which the key stands, and the names that lead to it: "headers.Idempotency-Key". */
  position: number;
  inside: string;
  /** The key is not alone among the parameters. */
  accompanied: boolean;
  /** Property of the key, and where a further argument goes, for moving it. */
  property?: Span;
  after?: number;
  count: number;
}

/** A part of a key that is another value each time. */
export interface SourceRecord {
  kind: "random" | "clock" | "attempt";
  text: string;
  place: Place;
  /** The source with everything that is called on it. */
  whole: Span;
  functionId: string;
}

/** What a function that may make keys gives back. */
export interface KeyMakerRecord extends Span {
  functionId: string;
  sources: SourceRecord[];
}
