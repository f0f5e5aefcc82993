import type { Fix } from "../finding.ts";
import type { Span } from "../ir/nodes.ts";

/**
 * Lets two decorators change places; comments and decorators between them stay where they are.
 *
 *     @limiter.limit("5/minute")   # upper        @app.post("/login")
 *     @app.post("/login")          # lower   →    @limiter.limit("5/minute")
 */
export function swapDecorators(upper: Span, lower: Span, text: string, title: string): Fix {
  const from = withSign(upper, text);
  const to = withSign(lower, text);
  return {
    title,
    kind: "safe",
    edits: [
      { ...from, text: text.slice(to.start, to.end) },
      { ...to, text: text.slice(from.start, from.end) },
    ],
  };
}

/** The decorator with its `@`, whether or not its range has it. */
function withSign(span: Span, text: string): Span {
  if (text[span.start] === "@") return { start: span.start, end: span.end };
  const line = text.lastIndexOf("\n", span.start - 1) + 1;
  const sign = text.slice(line, span.start).lastIndexOf("@");
  return { start: sign < 0 ? span.start : line + sign, end: span.end };
}
