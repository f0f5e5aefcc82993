/**
 * Something is looked for, and made when it is not there. Invariant: what is looked for and what is made are the same thing by
 * the same key, or there is no finding; which key the database keeps unique is answered with the whole project.
 */
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { ConceptNode } from "../concept.ts";

export interface LookupRecord extends Span {
  kind: "lookup";
  functionId: string;
  unit: string;
  name: string;
  /** The call that looks. */
  lookup: Place;
  /** Parts of the function that run when nothing was found. */
  absent: Span[];
  /** Objects of a class that are added to the database there. */
  built: BuiltRow[];
  /** A lock, or a transaction that cannot overlap, is held. */
  held: boolean;
  /** The violation of a unique key is caught in the function. */
  caught: boolean;
  /** The insert gives way by itself. */
  givesWay: boolean;
}

export interface BuiltRow {
  model: string;
  columns: { name: string; key: string }[];
  complete: boolean;
  place: Place;
}

/** A call that inserts or upserts; what it writes is told by the query that stands there. */
export interface WriteRecord extends Span {
  kind: "write";
  functionId: string;
  name: string;
  /** Name of the method. */
  method: string;
  at: Place;
  /** The whole statement gives way to a row that is there. */
  givesWay: boolean;
  /** A lock, or a transaction that cannot overlap, is held. */
  held: boolean;
  /** Where a second argument goes, when there is none. */
  options?: number;
}

export type UpsertWay =
  /** Look-up, then insert, and no key keeps a second row out. */
  | "lookedThenInserted"
  /** The same with a key, whose violation nobody catches. */
  | "violationUncaught"
  /** The same in a system of somebody else. */
  | "lookedThenCreated"
  /** A body that runs again inserts, and no key keeps a second row out. */
  | "insertedAgain"
  /** `get_or_create` by columns that no constraint keeps unique. */
  | "unkeyedGetOrCreate"
  /** `upsert` that can meet no row: its key is made anew each time. */
  | "unkeyedUpsert"
  /** The same where another key refuses what was to be merged. */
  | "unmergedUpsert";

export interface LookupInsert extends ConceptNode {
  type: "LookupInsert";
  faults: UpsertFault[];
}

export interface UpsertFault {
  way: UpsertWay;
  at: Place;
  /** Name of the function. */
  name: string;
  /** Table, model or noun. */
  what: string;
  /** "`email`", "`org_id` and `slug`". */
  key: string;
  /** What makes two runs meet: a queue that delivers again, a key that strangers share; or nothing that is known. */
  meets: "proved" | "likely" | "unlikely";
  platform: string;
  story: Related[];
  repair?: UpsertRepair;
}

/** How the insert can be made to give way. */
export type UpsertRepair =
  /** `.insert(row)` → `.upsert(row, { onConflict: "a,b", ignoreDuplicates: true })`. */
  | { kind: "postgrest-insert"; at: Place; columns: string[] }
  /** `.upsert(row)` → `.upsert(row, { onConflict: "a,b" })`. */
  | { kind: "postgrest-upsert"; at: Place; columns: string[] };
