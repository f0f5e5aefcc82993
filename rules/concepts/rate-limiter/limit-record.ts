/** What one file says of limits as they are written. Plain data; values of other files stay open. */
import type { Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Symbolic } from "../../semantics/symbolic.ts";

interface Written extends Span {
  value: Symbolic;
  /** The literal in this file that holds the value, for a correction. */
  literal?: Place;
}

/** A text given to a library's call, or in a setting. */
export interface LimitTextRecord extends Written {
  form: "text";
  /** The call that takes it; undefined in a setting. */
  path?: AccessPath;
  setting?: "restFramework" | "flask";
}

/** A window or amount among the options of a call. */
export interface LimitWindowRecord extends Written {
  form: "window";
  path: AccessPath;
  /** The plugin that the options belong to. */
  plugin?: AccessPath;
  option: string;
  /** The options stand in a list or under a name, as only newer versions take them. */
  newer: boolean;
  /** The expression, for a correction. */
  expression: Place;
}

/** A write that sets the count to its first value each time. */
export interface LimitResetRecord extends Span {
  form: "reset";
  column: string;
  /** The table is named after limits. */
  named: boolean;
  table: string;
  written: Place;
}

/** The period of a platform's binding in its configuration. */
export interface LimitPeriodRecord extends Span {
  form: "period";
  seconds: number;
  literal: Place;
}

/** A limiter that is asked with a key that no other request has. */
export interface LimitKeyRecord extends Span {
  form: "key";
  path: AccessPath;
  callee: string;
  /** What makes it new, as written. */
  unique: string;
  at: Place;
}

export type LimitRecord = LimitTextRecord | LimitWindowRecord | LimitResetRecord | LimitPeriodRecord | LimitKeyRecord;
