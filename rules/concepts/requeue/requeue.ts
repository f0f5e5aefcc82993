/**
 * Work that is put back after it failed: a status that is set to "waiting" again, a message that is rejected, a task that
 * enqueues itself. Invariant: only what nothing in the same function counts or gives up on is recorded; what bounds it
 * elsewhere is answered with the project.
 */
import type { FilePlace, Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { ConceptNode } from "../concept.ts";

export type RequeueWay =
  /** A failed row goes back to a status that is taken up again. */
  | "putBack"
  /** Rows whose worker is gone go back. */
  | "resetsStuck"
  /** A failed row keeps the mark by which the next run finds it. */
  | "neverMarked"
  /** A message is rejected so that the broker delivers it again. */
  | "nacked"
  /** The same, after the message was published as a dead letter. */
  | "deadLetterAndNack"
  /** A job that was taken from a list is pushed into it again. */
  | "pushedBack"
  /** A task enqueues itself from its error handler. */
  | "enqueuesItself";

export interface RequeueRecord extends Span {
  way: RequeueWay;
  functionId: string;
  /** Name of the function, or "". */
  name: string;
  at: Place;
  table?: string;
  /** Status column or mark, and what it is set to or keeps. */
  column?: string;
  value?: string;
  /** As written, in one line. */
  text: string;
  /** That a failure leads here is told by names alone. */
  assumed?: true;
  broker?: string;
  /** What would bound the deliveries, as a pattern over the project's texts; see {@link RequeueLimitRecord}. */
  policy?: string;
  /** Where the story starts: the dead letter that was published, the query that finds the row. */
  before?: { place: Place; message: string };
  repair?: RequeueRepair;
}

/** How the place can be repaired by itself. */
export type RequeueRepair =
  /** `requeue=True` becomes `requeue=False`. */
  | { kind: "argument"; at: Span; text: string }
  /** `.nack()` becomes `.ack()`. */
  | { kind: "acknowledge"; at: Span }
  /** `retry_count = retry_count + 1` joins the columns that an UPDATE sets. */
  | { kind: "count"; at: number; column: string };

/** Evidence of a file: what counts or bounds the repetitions of rows and messages. */
export interface RequeueLimitRecord extends Span {
  /** Tables whose claim counts an attempt: the write that says "running" also writes a counter. */
  claims: { table: string; counts: boolean }[];
  /** Tables from which rows in a waiting status are taken. */
  takes: string[];
  /** Brokers whose policy for undeliverable messages this file speaks of. */
  policies: string[];
}

export interface Requeue extends ConceptNode {
  type: "Requeue";
  way: RequeueWay;
  name: string;
  at: Place;
  text: string;
  /** Counted, bounded by a policy, or superseded: no fault. */
  bounded: boolean;
  /** Nothing is unknown: the table is known and has no counter, or what claims its rows counts nothing. */
  proved: boolean;
  /** "`jobs` rows", "a row", "the message". */
  what: string;
  column: string;
  value: string;
  broker: string;
  story: Related[];
  repair?: RequeueRepair;
  /** The table's counter column, when it has one that is not used here. */
  counter?: { name: string; place: FilePlace };
}
