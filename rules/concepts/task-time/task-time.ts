/**
 * How long a task may run, and how long its batch may take. Invariant: a limit that may stand where it is not seen is unknown,
 * and a wait is only what a call was told, or what its library waits by default.
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Symbolic } from "../../semantics/symbolic.ts";
import type { ConceptNode } from "../concept.ts";
import type { LateSoft } from "../task-settings/late-soft.ts";

/** A function with a queue's decorator, one that is put on a queue, or those of a worker class. */
export type TaskTimeRecord = Span & {
  place: Place;
  functionId: string;
} & (
    | { form: "decorated" }
    | { form: "enqueued"; call: AccessPath; task: AccessPath; limit?: Symbolic }
    | { form: "listed"; task: AccessPath; limit?: Symbolic }
  );

export interface TaskTime extends ConceptNode {
  type: "TaskTime";
  place: Place;
  /** Name of the task's function; "" when it is no task. */
  task: string;
  queue: string;
  limit: TimeLimit;
  /** A soft limit that comes too late: the hard one has ended the task by then. */
  lateSoft?: LateSoft & {
    /** Both stand on the task itself. */
    onTask: boolean;
  };
  /** The loop of the task whose turns wait longest. */
  batch?: TimedBatch;
}

export type TimeLimit =
  | { is: "absent" }
  | { is: "unknown" }
  | { is: "known"; seconds: number; /** "15 min". */ duration: string; byDefault: boolean; at?: FilePlace };

export interface TimedBatch {
  /** What is gone through, as written. */
  items: string;
  /** The most turns, when that is written, and how long all of them may wait: "1 h 40 min". */
  turns?: { count: number; wait: string };
  /** Turns that a known limit has time for when each waits as long as it may. */
  fits?: number;
  /** It begins behind what an earlier run has done, or ends in order when its time is over. */
  resumes: boolean;
  at: FilePlace;
  wait: Wait;
}

export interface Wait {
  /** The call as written. */
  text: string;
  /** Infinity: it waits as long as the other side says nothing. */
  seconds: number;
  /** "30 s". */
  duration: string;
  at: FilePlace;
}
