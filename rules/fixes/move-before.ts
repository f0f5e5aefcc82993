import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/** Moves a statement, with its lines, above another of the same block; none when other code shares the lines. */
export function moveBefore(statement: Span, before: Span, text: string, title: string): Fix | undefined {
  const start = text.lastIndexOf("\n", statement.start - 1) + 1;
  const newline = text.indexOf("\n", statement.end);
  const end = newline < 0 ? text.length : newline;
  const alone =
    text.slice(start, statement.start).trim() === "" &&
    /^\s*(?:;\s*)?(?:(?:\/\/|#).*)?$/u.test(text.slice(statement.end, end));
  const target = text.lastIndexOf("\n", before.start - 1) + 1;
  if (!alone || text.slice(target, before.start).trim() !== "") return undefined;
  return {
    title,
    kind: "suggestion",
    edits: [
      { start: target, end: target, text: `${text.slice(start, end)}\n` },
      { start, end: newline < 0 ? end : newline + 1, text: "" },
    ],
  };
}
