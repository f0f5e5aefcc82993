/**
 * Work that is taken so that nobody else takes it: a row marked as claimed, a message taken out of its queue. Invariant: only
 * a mark that keeps others away is a claim; what gives it back when its worker dies is answered with the whole project.
 */
import type { FilePlace, Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { ConceptNode } from "../concept.ts";

export type ClaimWay =
  /** A status says that somebody is at it. */
  | "marked"
  /** A column that is null says that nobody is at it; an error handler empties it again. */
  | "stamped"
  /** Taken out of a list. */
  | "popped"
  /** Deleted, or told to the broker as done, before the work. */
  | "settled";

export interface ClaimRecord extends Span {
  way: ClaimWay;
  /** Id and name of the function. */
  functionId: string;
  name: string;
  at: Place;
  /** The taking as written, in one line. */
  text: string;
  /** Table, model or queue; undefined when it could not be told. */
  table?: string;
  column?: string;
  value?: string;
  /** The broker that a message comes from. */
  broker?: string;
  /** The command that would keep a copy of what is taken. */
  instead?: string;
  /** What only the rows that nobody has taken pass. */
  taken?: Place;
  /** An error handler that gives back: a killed process does not reach it. */
  release?: Place;
  /** The work that a crash loses. */
  work?: { place: Place; text: string };
  /** A file, function or table says that a program does the work. */
  program: boolean;
}

/** What a file says that gives claims back, or takes up rows that are claimed. */
export interface ClaimReturnRecord extends Span {
  returns: ClaimReturn[];
}

export interface ClaimReturn {
  /** Key of the table. */
  table: string;
  /** Statuses that it asks for; empty when it asks for none by name. */
  values: string[];
  /** Columns that it compares with a time. */
  aged: string[];
  /** Reads or writes rows of one status whatever their id, where a program does so. */
  any: boolean;
}

export interface Claim extends ConceptNode {
  type: "Claim";
  way: ClaimWay;
  name: string;
  at: Place;
  text: string;
  /** "`jobs` rows". */
  what: string;
  table: string;
  value: string;
  broker: string;
  work: string;
  /** Something takes it back: no fault. */
  returned: boolean;
  /** Nothing is unknown: the table is known, and the claim and what it keeps away stand in the code. */
  proved: boolean;
  story: Related[];
  /** The table has a column for a lease that is not compared. */
  lease?: { name: string; place: FilePlace };
}
