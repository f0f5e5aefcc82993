import type { Span } from "../ir/nodes.ts";

/** Runs of white space but the single blank, which stays as it is. */
const SPACES = /[^\S ]\s*| \s+/gu;

/** The first `length` characters of a place, in one line. No more of the text is read than they take. */
export function excerpt({ start, end }: Span, { text }: { text: string }, length: number): string {
  for (let size = length * 2; ; size *= 4) {
    const line = text.slice(start, Math.min(start + size, end)).replace(SPACES, " ");
    if (line.length > length) return line.slice(0, length);
    if (start + size >= end) return line;
  }
}
