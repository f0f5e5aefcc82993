/**
 * What becomes of work that failed for good: it is kept and tried again, kept for people, or gone. Invariant: a record says
 * what one file shows; whether something else keeps or drains the work is answered with the project.
 */
import type { Place, Related } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";

export type FailedWorkRecord = Span & { at: Place } & (
    | SwallowedRecord
    | GivenUpRecord
    | ConsumerRecord
    | ForgottenRecord
    | UndrainedRecord
    | IdleModuleRecord
    | ExhaustedTaskRecord
    | UndeletedRecord
  );

/** A handler around a delivery only tells of the failure. */
export interface SwallowedRecord {
  way: "swallowed";
  functionId: string;
  name: string;
  /** The call whose failure is swallowed. */
  effect: Place;
  path?: AccessPath;
  text: string;
}

/** A loop of attempts ends and the function goes on as if all were well. */
export interface GivenUpRecord {
  way: "givenUp";
  functionId: string;
  name: string;
  text: string;
  attempts?: number;
  loop: Place;
}

/** A consumer in a platform's configuration without a dead-letter queue. */
export interface ConsumerRecord {
  way: "consumer";
  queue: string;
  environment?: string;
  attempts: number;
  insertion?: { at: number; before: string; after: string };
  /** Another section has one for this queue. */
  elsewhere?: Place;
}

/** A queue is told to forget failed jobs. */
export interface ForgottenRecord {
  way: "forgotten";
  platform: string;
  text: string;
  value: Span;
  keep: string;
}

/** A function that finds the rows whose next attempt is due. */
export interface UndrainedRecord {
  way: "undrained";
  functionId: string;
  name: string;
  table?: string;
  /** It works on what it finds. */
  works: boolean;
}

/** A module that is there to keep failed work. */
export interface IdleModuleRecord {
  way: "idleModule";
  name: string;
}

/** A Celery task whose last failure is only told. */
export interface ExhaustedTaskRecord {
  way: "exhausted";
  functionId: string;
  name: string;
  /** It answers its last failure itself, with a log and nothing else. */
  logged?: true;
}

/** A message that cannot be read is passed over and stays in the queue. */
export interface UndeletedRecord {
  way: "undeleted";
  functionId: string;
  name: string;
  platform: string;
  receive: Place;
}

/** Evidence of a file, for the whole project. */
export interface FailureHandlingRecord extends Span {
  /** The file handles failed jobs of a queue, failed Celery tasks. */
  handles: ("failedJobs" | "celery" | "polled")[];
  /** What is done with the result of functions that find failed work. */
  uses: { path?: AccessPath; name: string; within: string; how: "worked" | "returned" | "shown" }[];
}

export interface FailedWork extends ConceptNode {
  type: "FailedWork";
  way: FailedWorkRecord["way"];
  at: Place;
  /** Somebody keeps or drains it: no fault. */
  kept: boolean;
  proved: boolean;
  name: string;
  /** Call, option or queue as written. */
  text: string;
  /** "4 times", "in the environment `staging`", "is only shown by `handlePending`" … */
  words: string;
  story: Related[];
  repair?: FailedWorkRepair;
}

export type FailedWorkRepair =
  | { kind: "deadLetterQueue"; at: number; before: string; after: string; queue: string }
  | { kind: "keep"; at: Span; text: string };
