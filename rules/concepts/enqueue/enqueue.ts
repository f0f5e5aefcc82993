/** Work put on a queue: whether it can be told apart from a repetition, and whose share of the queue it takes. */
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";
import type { Delivery } from "../task/index.ts";

/** A call that may put work on a queue; which it is, the linked project says. */
export interface EnqueueRecord extends Span {
  text: string;
  place: Place;
  path: AccessPath;
  functionId: string;
  /** Names of all properties and keywords that it is given, in any depth. */
  names: string[];
  /** Names of the arguments' own properties, by position ("1.orgId"), and their values as written. */
  fields: { at: string; value: string }[];
  /** Places ("0.body") that hold a parameter of the enclosing function: the payload is the callers'. */
  handed: string[];
  /** Options that could not be read: spread, or made elsewhere. */
  open: boolean;
  slot: EnqueueSlot;
  /** For functions that a platform runs for each event: fields of the event that they read. */
  reads?: string[];
}

export interface EnqueueSlot {
  /** Number of positional arguments and end of the last argument. */
  count: number;
  after: number;
  keywords: boolean;
  /** By position, for each positional argument that is an object: where a first property goes. */
  objects: Readonly<Record<number, ObjectSlot>>;
}

export interface ObjectSlot {
  at: number;
  empty: boolean;
}

export interface Enqueue extends ConceptNode {
  type: "Enqueue";
  call: string;
  /** Put again by what runs the call again. */
  repeated?: RepeatedEnqueue;
  /** The work is a tenant's, and nothing gives each tenant a share. */
  unshared?: UnsharedEnqueue;
}

export interface RepeatedEnqueue {
  /** Name of the key that the API takes. */
  key: string;
  thing: string;
  delivery: Delivery;
  /** Calls that put work on the same queue, and how many of them give a key. */
  siblings: { keyed: number; all: number };
  story: Related[];
  /** Where the key can be written, and of what it can be made. */
  fix?: { edit: { at: number; before: string; after: string }; name: string; stableId: string; purpose: string };
}

export interface UnsharedEnqueue {
  api: string;
  tenant: string;
  remedy: string;
  /** Where a tenant's share can be written. */
  fix?: { at: number; text: string; title: string };
}
