/**
 * A function body as a sequence of steps, and what runs it more than once. Invariant: "runs again" and "has an effect" are
 * each told with the place that says so; a link that is not proved is marked as convention, an unknown one is absent.
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { EffectKind, IdempotencyKeySpelling } from "../../libraries/effects.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";
import type { KeySlot, StepRecord } from "./step.ts";

export type { KeySlot, Mark, StepRecord, Stop } from "./step.ts";

/** What one file says of one function (top-level code has the id ""). */
export interface TaskRecord extends Span {
  functionId: string;
  name: string;
  place: Place;
  nameSpan: Span;
  /** In order of evaluation. */
  steps: StepRecord[];
  /** Branches (ids of {@link StepRecord.branch}) whose end leaves the function. */
  leaving: number[];
  /** Those that end in a throw: what is done in them tells of a failure. */
  throwing?: number[];
  /** Parts of the body that this body itself runs again. */
  regions: RegionRecord[];
  /** Position of the parameter that is called in a retry loop: the function is a retry wrapper. */
  retries?: number;
  /** Words in the body's literals and calls, kept for functions that judge an error. */
  judges?: string;
  /** Settings of a task queue made here: Celery's `task_acks_late`. */
  settings: SettingRecord[];
  /** A name in scope whose value is the same in every run: `job.id`, `self.request.id`. */
  stableId?: string;
  /** It uses the id of an event that it was sent. */
  eventId?: true;
  /** A message parameter that the body acknowledges and rejects itself. */
  acknowledges?: Place;
  /** Type names of the parameters. */
  parameterTypes: string[];
}

export interface SettingRecord {
  name: string;
  /** For "beat" the name of the task that runs by the clock. */
  value: boolean | string;
  place: Place;
}

export interface RegionRecord {
  /** `self.retry()` in a handler of the region, a loop that tries again, or a call of the function by its own handler. */
  kind: "requeue" | "loop" | "recursion";
  span: Span;
  /** Where it is said that the region runs again. */
  place: Place;
  /** Text of the exception types and of the tests that decide; "" when everything is retried. */
  predicate: string;
  /** Functions that decide. */
  judges: AccessPath[];
}

/** Why a body runs again. */
export interface Delivery {
  /** As people call it: "BullMQ", "Celery", "the schedule". */
  platform: string;
  /** Calls including the first (Infinity for no limit): the platform's default, or what the task itself says. */
  attempts?: { count: number; byDefault: boolean };
  /** Runs again when the process dies in it. */
  onCrash: boolean;
  /** Runs again when it fails. */
  onFailure: boolean;
  /** A client that sends the same request once more, with what it was given. */
  resends?: true;
  /** A platform that delivers a message anew, rather than a task that is retried. */
  redelivers: boolean;
  /** Runs again by the clock and takes up what is not recorded as done. */
  scheduled: boolean;
  /** A sender's event, with an id of its own in every delivery. */
  webhook?: true;
  /** Repeated where it stands, not delivered anew: what failed is often the effect's own call. */
  inPlace: boolean;
  /** All that the body does is tried again together, by a decorator or by a call of itself. */
  whole?: boolean;
  /** Which failures are retried; "rejected" are answers that say that nothing was done (429). */
  failures: "all" | "lost" | "rejected" | "unknown";
  /** The part of the root's body that is run again; all of it when absent. */
  region?: Span;
  proved: boolean;
  /** Places that say so, each with a sentence. */
  reasons: { at: FilePlace; message: string }[];
}

/** An effect that a body makes, itself or through functions that it calls. */
export interface TaskEffect {
  /** The step in this body. */
  at: Place;
  kind: EffectKind;
  proved: boolean;
  /** "creates a second lead". */
  consequence: string;
  /** The call at the end of the way, when it is in another function. */
  origin?: FilePlace;
  originText: string;
  /** A look-up before the effect that a crash between effect and record defeats. */
  checked: boolean;
  /** The first durable record after the effect. */
  record?: { at: FilePlace; text: string };
  /** The first step after the effect, before the record, whose failure runs the body again. */
  failing?: { at: FilePlace; text: string };
  /** The record is not of the same item: it comes after a whole batch. */
  batched: boolean;
  /** The answer of the effect's own call may be lost after the effect was made, and that failure is retried. */
  lostAnswer: boolean;
  delivery: Delivery;
  /** Where a retry is said that takes the effect together with what fails after it: the retry is too wide. */
  together?: Place;
  /** Why the body runs again, the decisive reason first. */
  reasons: Delivery["reasons"];
  /** Name under which the API takes an idempotency key. */
  takesKey?: string;
  key?: { spelling: IdempotencyKeySpelling; slot: KeySlot; stableId: string };
}

/** What keeps a second run from making an effect again, and where that stands. */
export interface Protection {
  by:
    /** The API is given a key by which it knows the repetition. */
    | "key"
    /** Lock, compare-and-set, unique key, marker: `what` names it. */
    | "claim"
    /** The platform stores the step's result. */
    | "step"
    /** A directive says so. */
    | "annotation";
  /** "idempotency key", "compare and set", "row lock", "unique key" … */
  what: string;
  /** The same for people. */
  words: string;
  at: FilePlace;
}

/** One effect of a body as a reader is told of it, protected or not. */
export interface MadeEffect {
  /** The step in this body. */
  at: Place;
  kind: EffectKind;
  /** The call at the end of the way. */
  origin: FilePlace;
  originText: string;
  /** What a second run would do: "sends the e-mail again". */
  consequence: string;
  /** Nothing is known that prevents a second one when absent. */
  protection?: Protection;
  /** A look-up before it, which a crash or an overlapping run defeats. */
  check?: FilePlace;
  /** The first durable record after it. */
  record?: { at: FilePlace; text: string };
}

/** An effect of a work list: its items are chosen by a mark that is set only after the effect. */
export interface LateRecord {
  /** The step in this body. */
  at: Place;
  kind: EffectKind;
  /** The library says that the call has the effect. */
  proved: boolean;
  consequence: string;
  origin?: FilePlace;
  originText: string;
  record: { at: FilePlace; text: string };
  /**
   * The query or test that chooses by the mark; the one that looks for a row of the table `column`, which is added for each
   * item; or the one that loads the row and asks for nothing.
   */
  pick: { at: FilePlace; column: string; by: "mark" | "row" | "nothing" };
  /** One mark for all items, after the last one's effect. */
  batched: boolean;
  /** What starts the next run, when it is known. */
  reasons: Delivery["reasons"];
}

/** A mark that turns a repetition away, set before the work is done. */
export interface EarlyRecord {
  /** The step that sets it. */
  at: Place;
  text: string;
  /** The column, for a mark on a row. */
  column?: string;
  /** Where a repetition ends. */
  turnedAway: FilePlace;
  /** What is left to do after it and may fail. */
  work: { at: FilePlace; text: string };
  platform: string;
  proved: boolean;
  /** Why a failure is followed by a repetition. */
  reasons: Delivery["reasons"];
}

/** A webhook handler with effects that never asks for the event's id. */
export interface UnknownEvent {
  /** Where the delivery is verified. */
  at: Place;
  platform: string;
  consequence: string;
  proved: boolean;
  /** The first effects, the most certain one first. */
  effects: { at: FilePlace; text: string; consequence: string }[];
}

/** A function body; `effects` are those that a repetition makes twice. */
export interface Task extends ConceptNode {
  type: "Task";
  name: string;
  nameSpan: Span;
  /** What runs this very body more than once; empty for a body that nothing is known to run again. */
  deliveries: Delivery[];
  effects: TaskEffect[];
  /** Effects of work lists that no delivery in `effects` repeats. */
  lateRecords: LateRecord[];
  /** Marks that make a repetition after a failure do nothing. */
  earlyRecords: EarlyRecord[];
  unknownEvent?: UnknownEvent;
  /** All effects of a delivered body in order of evaluation, with what protects each. */
  makes: MadeEffect[];
}
