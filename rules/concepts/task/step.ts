/** One step of a function body, in one file. Invariant: a step holds what its own place says; what it leads to is answered later. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

export interface StepRecord {
  place: Place;
  path?: AccessPath;
  /** Callee as written, without arguments. */
  text: string;
  /** Ids of the branches, loops and guarded blocks around the step, outermost first. Ids 2n and 2n+1 exclude each other. */
  branch: number[];
  /** Ids in `branch` that are loops. */
  loops: number[];
  /** In an error handler. */
  handler: boolean;
  /** Start of the innermost `try` body around the step whose handlers keep a failure from leaving the function. */
  caughtFrom?: number;
  /** May fail: awaited, or a database or network call. */
  fallible: boolean;
  tested: boolean;
  returned: boolean;
  /** Functions given to the call: literals by id, others by path; with the property of an options object that they stand in. */
  passes: { id?: string; path?: AccessPath; property?: string }[];
  /** Ids of enclosing functions whose function parameter is given on. */
  forwards?: string[];
  /** Options of the call that matter to delivery: name → constant, true when not constant. */
  options?: Record<string, string | number | boolean>;
  /** Text of an option that says which failures are retried, and the functions in it. */
  predicate?: {
    text: string;
    judges: AccessPath[];
    /** It depends on a parameter of the enclosing function. */ open?: boolean;
  };
  request?: { method: string; address: string };
  /** Parameters that must be true for it: `if (notify) await send()`. */
  onlyIf?: string[];
  /** Class of the command that a client is given to send: `client.send(new PutItemCommand(…))`. */
  command?: string;
  /** An idempotency key is given. */
  keyed?: boolean;
  /** A column that the call adds to or takes from: `credits` of `{ credits: { increment: 10 } }`. */
  counter?: string;
  /** A proof that the body goes on once only: "row lock", "compare and set", "unique key" … */
  claim?: string;
  /** A look-up of what was done before, which decides whether to go on; holds unless two runs overlap or a run dies. */
  check?: boolean;
  record?: "write" | "commit";
  /** Columns that it sets on rows that exist, as far as they say that something was done. */
  marks?: Mark[];
  /** Such columns by which a query chooses its rows or a test looks at one. */
  picks?: Mark[];
  /** Table that it reads, or whose rows it marks, in one spelling. */
  table?: string;
  /**
   * A unique key whose violation ends the body as if all were done, or a marker that is there already. The span is the
   * guarded block of a `try`, otherwise the step's own.
   */
  turnsAway?: Span;
  /** A test whose branch leaves the body: what makes it leave. */
  stops?: Stop[];
  /** Where an idempotency key can be written. */
  keySlot?: KeySlot;
}

/** A column that says how far an item has come, in one spelling: "sentat" for `sent_at`. */
export interface Mark {
  column: string;
  /** As it is written. */
  name: string;
  /** Constant value in lower case: "completed", "true". */
  value?: string;
}

/** What a column must be for a test to end the body; truthy when neither is given. */
export interface Stop {
  column: string;
  /** Table of the row that is looked at, when it is known. */
  table?: string;
  is?: string[];
  not?: string[];
}

export interface KeySlot {
  /** Offset of the end of the last argument; its position. */
  after: number;
  positional: number;
  keywords: boolean;
}
