import { parse } from "py-ast";
import type { Module as PyModule } from "py-ast";
import type { SyntaxProblem } from "../../ir/nodes.ts";
import { findLayout } from "./logical-lines.ts";
import type { ReplacedLines } from "./lowering.ts";
import { indentOf, repairOnce, splitLines, startRepair, undoClosing } from "./repair.ts";
import type { Failure, Lines, Repair } from "./repair.ts";
import type { SourceText } from "./source-text.ts";

export interface Recovered {
  /** Undefined when nothing helped. */
  tree: PyModule | undefined;
  replaced: ReplacedLines;
  problems: SyntaxProblem[];
}

/**
 * The parser is strict: it throws at the first error. So the place to blame is replaced by text that parses and keeps what
 * is certain (`x = foo(` → `x = foo(**_)`, `if a b` → `if _:`), and the file is parsed again. Lines stay lines and other
 * lines stay untouched, hence all places stay right; what was written in place of the source lowers to holes.
 */
export function parseTolerant(source: SourceText): Recovered {
  const text = source.start === 0 ? source.text : source.text.slice(source.start);
  const first = attempt(text);
  if ("tree" in first) return { tree: first.tree, replaced: new Map(), problems: [] };
  return recover(source, text, first);
}

const MAX_TRIES = 40;
/** All tries together parse about this many characters at most, so that a large file stays fast. */
const MAX_PARSED = 6_000_000;
function recover(source: SourceText, text: string, first: Failure): Recovered {
  const repair = startRepair(text);
  const problems: SyntaxProblem[] = [];
  const tries = Math.max(3, Math.min(MAX_TRIES, Math.floor(MAX_PARSED / (text.length + 1))));
  let failure = first;
  for (let i = 0; i < tries; i++) {
    undoClosing(repair, failure);
    const touched = repairOnce(repair, findLayout(repair.lines.join("\n")), failure);
    if (touched === undefined) break;
    problems.push(problemAt(source, touched, failure.message));
    const next = attempt(repair.lines.join("\n"));
    if ("tree" in next) return { tree: next.tree, replaced: fromOne(repair.replaced), problems: distinct(problems) };
    failure = next;
  }
  return giveUpParts(source, text, first);
}

/** The last resort: every statement at module level that does not parse by itself is given up whole. */
function giveUpParts(source: SourceText, text: string, first: Failure): Recovered {
  const lines = splitLines(text);
  const replaced = new Map<number, { keptBytes: number }>();
  const problems: SyntaxProblem[] = [];
  for (const part of partsOf(lines)) {
    const failure = attempt(lines.slice(part.first, part.last + 1).join("\n"));
    if ("tree" in failure) continue;
    problems.push(problemAt(source, part, failure.message));
    lines.fill("", part.first, part.last + 1);
    lines[part.first] = "_";
    replaced.set(part.first, { keptBytes: 0 });
  }
  const next = attempt(lines.join("\n"));
  if ("tree" in next) return { tree: next.tree, replaced: fromOne(replaced), problems };
  const whole = { start: source.start, end: source.text.length };
  return { tree: undefined, replaced: new Map(), problems: [{ ...whole, message: first.message }] };
}

/** Begins a part at each line that is not indented, unless the line before decorates it or it goes on with a statement. */
function partsOf(lines: readonly string[]): Lines[] {
  const parts: Lines[] = [];
  let decorated = false;
  for (const [line, text] of lines.entries()) {
    const begins = /^[^\s#)\]}]/.test(text) && !/^(?:elif|else|except|finally)\b/.test(text);
    if ((begins && !decorated) || parts.length === 0) parts.push({ first: line, last: line });
    else parts.at(-1)!.last = line;
    if (begins) decorated = text.startsWith("@");
  }
  return parts;
}

/** py-ast throws its own errors, errors without a place, `SyntaxError` of a bad number and `RangeError` of deep nesting. */
function attempt(text: string): { tree: PyModule } | Failure {
  try {
    return { tree: parse(text) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const told = /at line (\d+)/.exec(message)?.[1];
    const line = (error as { lineno?: number }).lineno ?? (told === undefined ? undefined : Number(told));
    return {
      message: message.replace(/ at line \d+(, column \d+)?$/, ""),
      line: line === undefined ? undefined : line - 1,
    };
  }
}

function fromOne(replaced: Repair["replaced"]): ReplacedLines {
  return new Map([...replaced].map(([line, kept]) => [line + 1, kept]));
}

function problemAt(source: SourceText, { first, last }: Lines, message: string): SyntaxProblem {
  const start = source.lineStarts[first] ?? source.text.length;
  const end = source.lineStarts[last + 1] ?? source.text.length;
  const text = source.text.slice(start, end);
  const length = text.trimEnd().length;
  return { start: start + Math.min(indentOf(text).length, length), end: start + length, message };
}

function distinct(problems: SyntaxProblem[]): SyntaxProblem[] {
  const seen = new Set<number>();
  return problems.filter(({ start }) => !seen.has(start) && seen.add(start)).sort((a, b) => a.start - b.start);
}
