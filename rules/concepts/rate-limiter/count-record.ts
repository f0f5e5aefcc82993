/** What one file says of counts that limit something and are raised in more than one step. Plain data. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";

interface Base extends Span {
  /** The client as written. */
  client: string;
  clientPath?: AccessPath;
  /** The key or table as written. */
  key: string;
  /** The step that comes first, and the one that may be lost or come too late. */
  first: Place;
  second: Place;
  /** Something around speaks of limits by its name. */
  named: boolean;
}

/** The count is raised, and its time to live set by another call when it was the first. */
export interface ExpireApartRecord extends Base {
  form: "expire-apart";
  /** The key changes with time: what is lost is memory, not a client. */
  windowed: boolean;
  /** Set by every call, not only by the first; where an option may be added. */
  each?: { closing: number };
  repair?: ExpireRepair;
}

/** The count is read and compared, and raised by another call afterwards. */
export interface ReadThenWriteRecord extends Base {
  form: "read-then-write";
  read: string;
  write: string;
  compared: Place;
}

/** Rows are counted and compared, and one more is added afterwards. */
export interface RowsRecord extends Base {
  form: "rows";
  read: string;
  write: string;
  compared: Place;
}

/** A library's limiter is asked what remains, and counted by another call afterwards whose answer nothing depends on. */
export interface PeekRecord extends Base {
  form: "peek";
  path: AccessPath;
  read: string;
  write: string;
  compared: Place;
}

/** Texts and offsets for one command that does both. */
export interface ExpireRepair {
  /** `redis.incr(key)` with its `await`. */
  raise: Span;
  /** `incr(key)` and `expire(key, 60` without the closing parenthesis. */
  raised: string;
  expired: string;
  /** The statement that sets the time to live, with its condition. */
  statement: Span;
}

export type LimitCountRecord = ExpireApartRecord | ReadThenWriteRecord | RowsRecord | PeekRecord;
