/**
 * A transaction: what is done between its beginning and its end on one connection. Invariant: it is told as open only where
 * its beginning is known, or where a session has sent a statement before and commits after.
 */
import type { FilePlace, Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { NetworkKind } from "../../libraries/network-calls.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";

export interface TransactionRecord extends Span {
  form: "block" | "decorator" | "callback" | "statements" | "session";
  /** The function that opens it; for a decorator the one that is decorated. */
  functionId: string;
  place: Place;
  /** What opens it, as written and by its origin. */
  text: string;
  opener?: AccessPath;
  /** What lies between beginning and end, when it is a part of the function. */
  body?: Span;
  /** The function that is given to the opener. */
  work?: { id?: string; path?: AccessPath };
  /** Milliseconds after which the library ends it, as the call says; true when it says something else. */
  limit?: number | true;
  /** What the statements are sent through: "db", "self.session". */
  session?: string;
  /** Where that comes from. */
  sessionPath?: AccessPath;
}

export interface Transaction extends ConceptNode {
  type: "Transaction";
  at: FilePlace;
  /** What opens it is known. */
  known: boolean;
  /** Of the program that serves, not of a test, a migration or a script. */
  serves: boolean;
  fault?: NetworkFault;
}

/** A call to another system while the transaction is open. */
export interface NetworkFault {
  at: Span;
  kind: NetworkKind;
  /** What is waited for, in words. */
  thing: string;
  /** As written: what makes the call, or, where the transaction is only a part of the function, the step that leads to it. */
  call: string;
  platform: string;
  /** Line of the beginning, or of the end when it begins by itself. */
  line: number;
  ends: boolean;
  /** Rows are written or locked before it: others that want them wait as well. */
  locks: boolean;
  /** Milliseconds after which the library gives the transaction up. */
  limit?: number;
  story: Related[];
}
