/**
 * A run: work that something starts, by the clock or at a request, and that does not wait for the last run of it. Invariant:
 * the level of what is said rests on what is known of the period and of how long the work takes; that a run has been shorter
 * than its period so far is no proof.
 */
import type { FilePlace, Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";

export type RunRecord = ClockRecord | BeatRecord | FlagRecord | StartRecord;

/** Something is told to run work by the clock. */
export interface ClockRecord extends Span {
  form: "clock";
  place: Place;
  /** How it is written: a call, a decorator of a function, a route file, a timer. */
  by: "call" | "decorator" | "route" | "timer" | "worker";
  path?: AccessPath;
  /** The work: functions of this file by id, others by path. */
  works: { id?: string; path?: AccessPath }[];
  /** Milliseconds between two ticks, when that is written. */
  periodMs?: number;
  /** Options that are set to something other than false: name → true, or their number. */
  options: Record<string, number | true>;
  /** A route that is called by POST only: also what a queue delivers to looks so. */
  posted?: true;
}

/** An entry of Celery's beat schedule. */
export interface BeatRecord extends Span {
  form: "beat";
  task: string;
  place: Place;
  periodMs?: number;
}

/** The function looks first whether a run is going: `if (isRunning) return`. */
export interface FlagRecord extends Span {
  form: "flag";
  functionId: string;
}

/** A function that starts work and answers without waiting for it. */
export interface StartRecord extends Span {
  form: "start";
  functionId: string;
  place: Place;
  /** The work as people know it: "the enrichment". */
  work: string;
  works: { id?: string; path?: AccessPath }[];
}

export interface Run extends ConceptNode {
  type: "Run";
  fault?: RunFault;
}

export interface RunFault {
  kind: "overlapping" | "inEveryProcess" | "startedTwice";
  at: Span;
  platform: string;
  /** What runs. */
  work: string;
  /** What the second run does: "sends the e-mail again". */
  consequence: string;
  periodMs?: number;
  /** One effect for each of many items: nothing bounds how long it takes. */
  looped: boolean;
  processes?: { why: string; count?: number; place?: FilePlace };
  story: Related[];
}
