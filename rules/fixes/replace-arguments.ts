import type { Fix, Place, TextEdit } from "../finding.ts";

/**
 * Puts one argument in the place of several, or of none: the first is replaced, the others go with their comma. A comment
 * stays where it is.
 */
export function replaceArguments(
  places: readonly Place[],
  replacement: string | undefined,
  title: string,
  text: string,
): Fix {
  const [first, ...others] = places;
  const edits: TextEdit[] = others.map(place => removal(place, text));
  if (first && replacement !== undefined) edits.unshift({ start: first.start, end: first.end, text: replacement });
  else if (first) edits.unshift(removal(first, text));
  return { title, kind: "suggestion", edits: merged(edits) };
}

/** Adds an argument after the last one. */
export function addArgument(at: number, argument: string, title: string, text: string): Fix {
  const empty = /\(\s*$/u.test(text.slice(0, at));
  const lineStart = text.lastIndexOf("\n", at - 1) + 1;
  const indent = /^\s*/u.exec(text.slice(lineStart, at))![0];
  // The arguments stand on lines of their own.
  const own = !empty && /^\s*[\w.]+\s*=/u.test(text.slice(lineStart, at)) && !/^\s*@/u.test(text.slice(lineStart, at));
  const joined = empty ? argument : own ? `,\n${indent}${argument}` : `, ${argument}`;
  return { title, kind: "suggestion", edits: [{ start: at, end: at, text: joined }] };
}

/** The argument with its comma; with its line when nothing else stands on it. */
function removal(place: Place, text: string): TextEdit {
  const comma = /^[ \t]*,[ \t]*/u.exec(text.slice(place.end));
  const lineStart = text.lastIndexOf("\n", place.start - 1) + 1;
  const before = text.slice(lineStart, place.start);
  if (comma) {
    const end = place.end + comma[0].length;
    const rest = /^(\r?\n)/u.exec(text.slice(end));
    if (before.trim() === "" && rest) return { start: lineStart, end: end + rest[0].length, text: "" };
    return { start: place.start, end, text: "" };
  }
  // The last one: the comma before it goes, unless a comment stands between.
  const preceding = /,[ \t]*$/u.exec(text.slice(0, place.start));
  const start = preceding ? place.start - preceding[0].length : place.start;
  const rest = /^[ \t]*\r?\n/u.exec(text.slice(place.end));
  if (!preceding && before.trim() === "" && rest)
    return { start: lineStart, end: place.end + rest[0].length, text: "" };
  return { start, end: place.end, text: "" };
}

/** Neighbours that are removed together must not overlap. */
function merged(edits: TextEdit[]): TextEdit[] {
  const sorted = [...edits].sort((a, b) => a.start - b.start);
  return sorted.map((edit, index) => {
    const next = sorted[index + 1];
    return next && edit.end > next.start ? { ...edit, end: next.start } : edit;
  });
}
