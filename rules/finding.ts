import type { Span } from "./ir/nodes.ts";

/**
 * error: a concrete sequence of events loses data, duplicates an effect, crosses tenants or leaves a limiter without effect.
 * warning: the same, but one link is a convention of this code base. advice: correct today, fragile tomorrow.
 */
export type Level = "error" | "warning" | "advice";

export const LEVELS: readonly Level[] = ["error", "warning", "advice"];

/** A range in one file, ready to show: offsets are UTF-16 from 0, lines and columns are 1-based, the end is exclusive. */
export interface Place extends Span {
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

/** A place in a named file. `path` is relative to the scanned root, with `/`. */
export interface FilePlace extends Place {
  path: string;
}

/** One step of the failure story, in order. */
export interface Related extends FilePlace {
  message: string;
}

/** Replace `[start, end)` of the text of the finding's file (or of `path`, when given) by `text`. */
export interface TextEdit extends Span {
  text: string;
  path?: string;
}

export interface Fix {
  /** An imperative, shown in the lightbulb. */
  title: string;
  /** safe: keeps behaviour except for the fault, may run on save. suggestion: a person must look. */
  kind: "safe" | "suggestion";
  edits: TextEdit[];
}

/** Plain data with all that is needed to show, explain and fix it. */
export interface Finding extends FilePlace {
  /** Rule id without prefix. */
  rule: string;
  messageId: string;
  level: Level;
  /** One sentence. */
  message: string;
  related: Related[];
  fixes: Fix[];
  /** Rule + enclosing symbol + normalised text + ordinal; survives moves and edits elsewhere in the file. */
  fingerprint: string;
}
