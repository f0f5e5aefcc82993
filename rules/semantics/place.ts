import type { Place } from "../finding.ts";
import type { LineIndex } from "../ir/lines.ts";
import type { Span } from "../ir/nodes.ts";

/** Offsets with the 1-based lines and columns that people read. */
export function placeIn(lines: LineIndex, span: Span): Place {
  const start = lines.positionAt(span.start);
  const end = lines.positionAt(span.end);
  return {
    start: span.start,
    end: span.end,
    line: start.line,
    column: start.column + 1,
    endLine: end.line,
    endColumn: end.column + 1,
  };
}
