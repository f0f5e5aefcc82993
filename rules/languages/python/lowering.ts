import type { Hole, Span } from "../../ir/nodes.ts";
import type { Located, SourceText } from "./source-text.ts";

/** What recovery wrote over a broken line: names in it are fillers from `keptBytes` on, see `recovery.ts`. */
export type ReplacedLines = ReadonlyMap<number, { keptBytes: number }>;

/** The state of one lowering: the text and where in the program the node at hand stands. */
export interface Lowering {
  readonly source: SourceText;
  readonly replaced: ReplacedLines;
  /** The innermost function, undefined at module and class level outside functions. */
  enclosing: { yields: boolean } | undefined;
  /** Whether the statements at hand stand directly in a class body. */
  inClassBody: boolean;
  /** Whether the statements at hand stand at module level, branches included. */
  atModuleLevel: boolean;
  /** Whether the statements at hand run for type checkers only. */
  typeChecking: boolean;
}

export function spanOf(low: Lowering, node: Located): Span {
  return { start: low.source.startOf(node), end: low.source.endOf(node) };
}

export function holeAt(span: Span, children: Hole["children"] = []): Hole {
  return { kind: "hole", start: span.start, end: span.end, children };
}

/** Whether the node was written by recovery in place of text that does not parse. */
export function isFiller(low: Lowering, node: Located): boolean {
  const replaced = low.replaced.get(node.lineno);
  return replaced !== undefined && node.col_offset >= replaced.keptBytes;
}
