import type { BracketKind } from "./logical-lines.ts";

/** A line of text in place of one that does not parse. Names from `keptBytes` on are fillers: holes in the tree. */
export interface StandIn {
  text: string;
  keptBytes: number;
}

/**
 * What can be said of a broken statement by its beginning: a `def` still defines its name, an `if` is still a condition,
 * an assignment still binds its target. With `plain`, only that there is a statement.
 * `hasBlock`: an indented block follows, so that the statement must be a header. `decorates`: a definition follows.
 */
export function standInForStatement(
  line: string,
  { hasBlock, decorates, plain }: { hasBlock: boolean; decorates: boolean; plain: boolean },
): StandIn {
  const indent = /^\s*/.exec(line)![0];
  const code = line.slice(indent.length).trimEnd();
  const header = plain ? undefined : headerFor(code);
  if (header) {
    const text = `${indent}${header.kept}${header.rest}${hasBlock ? "" : "_"}`;
    return { text, keptBytes: byteLength(indent + header.kept) };
  }
  if (hasBlock) return { text: `${indent}with _:`, keptBytes: byteLength(indent) };
  if (decorates && code.startsWith("@")) return { text: `${indent}@_`, keptBytes: byteLength(indent) };
  const kept = plain ? "" : keptStart(code);
  const width = Math.max(1, byteLength(code) - byteLength(kept));
  return { text: indent + kept + "_".repeat(width), keptBytes: byteLength(indent + kept) };
}

/** For lines within brackets: any number of items or arguments. */
export function standInForItems(line: string, within: BracketKind): StandIn {
  const indent = /^\s*/.exec(line)![0];
  return { text: `${indent}${unknownItems(within)},`, keptBytes: 0 };
}

/** The code of a line, up to its comment, with what is missing to close the string and the brackets (outermost first). */
export function closeBrackets(
  code: string,
  openQuote: string,
  open: readonly BracketKind[],
  { firstLine, hasBlock }: { firstLine: string; hasBlock: boolean },
): StandIn {
  const inner = [...open].reverse();
  let rest = openQuote + missingOperand(code + openQuote, inner[0]!);
  for (const [i, kind] of inner.entries()) {
    if (i > 0 && kind === "call") rest += ",**_";
    rest += CLOSERS[kind];
  }
  if (headerFor(firstLine.trim())) rest += hasBlock ? ":" : ":_";
  return { text: code + rest, keptBytes: byteLength(code) };
}

/** Length in UTF-8, in which the parser counts columns. */
export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

const CLOSERS: Record<BracketKind, string> = { call: ")", group: ")", "[": "]", "{": "}" };

function unknownItems(within: BracketKind): string {
  return within === "call" || within === "{" ? "**_" : "*_";
}

function missingOperand(code: string, within: BracketKind): string {
  if (/[([{,]$/.test(code)) return within === "group" ? "_" : unknownItems(within);
  if (/\b(?:and|await|else|from|if|in|is|lambda|not|or)$/.test(code)) return " _";
  if (/[\w)\]}"'\u0080-\uffff]$/.test(code)) return within === "call" ? ",**_" : "";
  return within === "call" ? "_,**_" : "_";
}

/** `kept` is text of the line itself; an underscore in `rest` is a filler. */
function headerFor(code: string): { kept: string; rest: string } | undefined {
  for (const [pattern, rest] of HEADERS) {
    const kept = pattern.exec(code)?.[0];
    if (kept !== undefined) return { kept, rest };
  }
  return undefined;
}

const HEADERS: readonly (readonly [RegExp, string])[] = [
  [/^(?:async\s+)?def\s+[\p{L}_][\p{L}\p{N}_]*/u, "(*_,**__):"],
  [/^class\s+[\p{L}_][\p{L}\p{N}_]*/u, "(_):"],
  [/^(?:if|elif|while|(?:async\s+)?with|except)\b/, " _:"],
  [/^(?:else|try|finally)\b/, ":"],
  [/^(?:async\s+)?for\b/, " _ in _:"],
  [/^case\b(?!\s*[=.(,[])/, " _._:"],
];

function keptStart(code: string): string {
  for (const pattern of STARTS) {
    const kept = pattern.exec(code)?.[0];
    if (kept !== undefined) return kept;
  }
  return "";
}

const STARTS: readonly RegExp[] = [/^(?:return|raise)\s/, /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*=(?!=)\s*/];
