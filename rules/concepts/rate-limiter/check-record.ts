/** What one file says of the calls that ask a limiter and do nothing with its answer. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

/**
 * dropped: a statement of its own. unread: bound, and nothing branches on it. logged: the branch on it only logs.
 * promise: the promise itself is tested or asked for a member. whole: the answer itself is tested, not its verdict.
 * swallowed: a handler that does nothing takes the refusal.
 */
export type Neglect = "dropped" | "unread" | "logged" | "promise" | "whole" | "swallowed";

export interface CheckRecord extends Span {
  form: "call";
  /** The callee as written. */
  callee: string;
  path?: AccessPath;
  /** A binding of the platform, which no import names: `env.LIMITER.limit({ key })`. */
  binding?: boolean;
  neglect: Neglect;
  awaited: boolean;
  call: Place;
  /** What is done with it, when it stands elsewhere: the test, the handler, the branch. */
  at?: Place;
  /** The member that is read of the answer. */
  member?: string;
  /** Arguments that are `true`, by name: `{ throws: true }`. */
  flags: string[];
  /** Another call of the same in this function, whose answer is used. */
  askedBesides?: boolean;
  handler: Handler;
  /** Another member of the same limiter that the file reads: `getRemaining`. */
  peeks: string[];
  repair: CheckRepair;
}

/** Offsets for the fixes. */
export interface CheckRepair {
  /** `await` is allowed where the call stands. */
  awaitable: boolean;
  /** The call with its `await`. */
  whole: Span;
  /** The name that holds the answer, or its verdict alone (`direct`), and where the statement that binds it ends. */
  name?: string;
  direct?: boolean;
  after?: number;
  /** Inside the braces of a pattern that takes the answer apart. */
  pattern?: number;
}

/** How the function around answers a request. */
export interface Handler {
  kind:
    | "response"
    | "next-response"
    | "hono"
    | "express"
    | "fastify"
    | "http-exception"
    | "abort"
    | "http-response"
    | "none";
  /** The context or reply that answers. */
  name: string;
}

/** A decorator that leaves the refusal to the view, and a view that does not look. */
export interface UnreadDecoratorRecord extends Span {
  form: "decorator";
  /** The decorator. */
  path: AccessPath;
  function: string;
  place: Place;
  /** The value of the keyword that blocks, when it is given. */
  blocks?: boolean;
  /** Where the keyword may be added or changed. */
  keyword?: Place;
  /** Behind the last argument, where a keyword may be added. */
  closing: number;
}

export type LimitCheckRecord = CheckRecord | UnreadDecoratorRecord;
