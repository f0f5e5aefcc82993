import { parse } from "py-ast";
import type { Module as PyModule } from "py-ast";
import type { SyntaxProblem } from "../../ir/nodes.ts";
import { findLogicalLines, logicalLineAt } from "./logical-lines.ts";
import type { LogicalLine } from "./logical-lines.ts";
import type { ReplacedLines } from "./lowering.ts";
import { byteLength, standIn } from "./stand-in.ts";
import type { StandIn } from "./stand-in.ts";
import type { SourceText } from "./source-text.ts";

export interface Recovered {
  /** Undefined when nothing helped. */
  tree: PyModule | undefined;
  replaced: ReplacedLines;
  problems: SyntaxProblem[];
}

/**
 * The parser is strict: it throws at the first error. So the statement to blame is replaced by one that parses and keeps
 * what is certain of it (`x = foo(` → `x = _____`), and the text is parsed again. Lines stay lines and other lines stay
 * untouched, hence all places stay right.
 */
export function parseTolerant(source: SourceText): Recovered {
  const text = source.start === 0 ? source.text : source.text.slice(source.start);
  const first = attempt(text);
  if ("tree" in first) return { tree: first.tree, replaced: new Map(), problems: [] };
  return recover(source, text, first);
}

interface Failure {
  message: string;
  /** From 0; undefined when the parser does not tell. */
  line: number | undefined;
}

/** What has been tried already on the statement that begins on a line. */
type Tries = Map<number, number>;

interface Repair {
  lines: string[];
  replaced: Map<number, { keptBytes: number }>;
  tries: Tries;
}

const MAX_TRIES = 40;
/** All tries together parse about this many characters at most, so that a large file stays fast. */
const MAX_PARSED = 6_000_000;

function recover(source: SourceText, text: string, first: Failure): Recovered {
  const repair: Repair = { lines: text.split(/\r\n?|\n/), replaced: new Map(), tries: new Map() };
  const problems: SyntaxProblem[] = [];
  const tries = Math.max(3, Math.min(MAX_TRIES, Math.floor(MAX_PARSED / (text.length + 1))));
  let failure = first;
  for (let i = 0; i < tries; i++) {
    const logical = findLogicalLines(repair.lines.join("\n"));
    const touched = repairOnce(repair, logical, failure);
    if (touched === undefined) break;
    problems.push(problemAt(source, touched, failure.message));
    const next = attempt(repair.lines.join("\n"));
    if ("tree" in next) return { tree: next.tree, replaced: repair.replaced, problems: distinct(problems) };
    failure = next;
  }
  const whole = { start: source.start, end: source.text.length };
  return { tree: undefined, replaced: new Map(), problems: [{ ...whole, message: first.message }] };
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

/** Changes the text a bit; returns the lines that it gave up, undefined when there is nothing left to try. */
function repairOnce(
  repair: Repair,
  logical: LogicalLine[],
  failure: Failure,
): { first: number; last: number } | undefined {
  if (failure.message === "Expected indented block") {
    const touched = addMissingBody(repair, logical, failure);
    if (touched) return touched;
  }
  const suspect = logical.some(line => line.unterminated)
    ? logical.find(line => line.suspectString !== undefined)
    : undefined;
  if (suspect?.suspectString !== undefined && !repair.tries.has(suspect.suspectString)) {
    return replaceLine(repair, logical, suspect.suspectString, suspect.suspectString);
  }
  const unclosed = logical.find(line => line.unclosed !== undefined && !isSpent(repair.tries, line.unclosed));
  if (unclosed) return replaceLine(repair, logical, unclosed.unclosed!, unclosed.unclosed!);
  const unterminated = logical.find(line => line.unterminated && !isSpent(repair.tries, line.first));
  if (unterminated) {
    const last = repair.tries.has(unterminated.first) ? unterminated.last : unterminated.first;
    return replaceLine(repair, logical, unterminated.first, last);
  }
  const blamed = blame(repair, logical, failure);
  if (blamed === undefined) return undefined;
  if (failure.message === "unexpected indent") return blankBlock(repair, logical, blamed);
  return replaceWithin(repair, logical, blamed, failure) ?? replaceLine(repair, logical, blamed.first, blamed.last);
}

/** The statement at the place of the error, or the nearest one before that is not given up yet. */
function blame(repair: Repair, logical: LogicalLine[], failure: Failure): LogicalLine | undefined {
  const line = failure.line ?? guessLine(repair, logical, failure.message);
  for (let i = logicalLineAt(logical, line); i >= 0; i--) {
    const candidate = logical[i]!;
    if (!isSpent(repair.tries, candidate.first)) return candidate;
  }
  return undefined;
}

function guessLine(repair: Repair, logical: LogicalLine[], message: string): number {
  const number = /Cannot convert (\S+) to a BigInt/.exec(message)?.[1];
  if (number !== undefined) {
    const line = repair.lines.findIndex(text => text.includes(number));
    if (line >= 0) return line;
  }
  if (message.includes("decorator")) {
    const line = logical.find(one => {
      const text = repair.lines[one.first]!.trim();
      return text.startsWith("@") && !/^@\s*[\w.]+\s*(?:\(.*)?$/.test(text) && !isSpent(repair.tries, one.first);
    });
    if (line) return line.first;
  }
  const deepest = logical.reduce<LogicalLine | undefined>((a, b) => (a && a.depth >= b.depth ? a : b), undefined);
  return message.includes("call stack") && deepest ? deepest.first : repair.lines.length;
}

/** A header whose block is not typed yet gets a stand-in right after its colon. */
function addMissingBody(
  repair: Repair,
  logical: LogicalLine[],
  failure: Failure,
): { first: number; last: number } | undefined {
  let i = logicalLineAt(logical, failure.line ?? repair.lines.length);
  if (logical[i]?.first === failure.line) i--;
  const header = logical[i];
  if (header === undefined || repair.tries.has(header.first)) return undefined;
  const text = repair.lines[header.last]!;
  const code = text.slice(0, header.codeEnd);
  if (!code.endsWith(":")) return undefined;
  repair.tries.set(header.first, 0);
  write(repair, header.last, { text: `${code}_`, keptBytes: byteLength(code) });
  return { first: header.last, last: header.last };
}

const ENOUGH_TRIES = 3;

function isSpent(tries: Tries, line: number): boolean {
  return (tries.get(line) ?? 0) >= ENOUGH_TRIES;
}

/** First what keeps most of the statement, then an expression, then nothing. */
function replaceLine(
  repair: Repair,
  logical: LogicalLine[],
  first: number,
  last: number,
): { first: number; last: number } {
  const tries = repair.tries.get(first) ?? 0;
  repair.tries.set(first, tries + 1);
  const text = repair.lines[first]!;
  if (tries >= ENOUGH_TRIES - 1) write(repair, first, { text: "", keptBytes: 0 });
  else write(repair, first, standIn(text, { hasBlock: hasBlock(repair, logical, first, last), plain: tries > 0 }));
  for (let line = first + 1; line <= last; line++) repair.lines[line] = "";
  return { first, last };
}

/**
 * In a call or a dict that spans lines only the line of the error is given up, for an unpacked mapping: that says that any
 * argument may be there. The second time the line before it, as the error shows only at the token that follows.
 */
function replaceWithin(
  repair: Repair,
  logical: LogicalLine[],
  blamed: LogicalLine,
  failure: Failure,
): { first: number; last: number } | undefined {
  const { line } = failure;
  if (line === undefined || line <= blamed.first || line > blamed.last || blamed.depth === 0) return undefined;
  for (const at of [line, line - 1]) {
    if (at <= blamed.first || repair.replaced.has(at + 1) || repair.tries.has(-at)) continue;
    const text = repair.lines[at]!;
    if (/^\s*[)\]}]?[\s,)\]}:]*$/.test(text) || logical.some(one => one.first === at)) continue;
    repair.tries.set(-at, 1);
    write(repair, at, { text: `${indentOf(text)}**_,`, keptBytes: 0 });
    return { first: at, last: at };
  }
  return undefined;
}

/** A block that no header opens is given up whole: it can stand nowhere. */
function blankBlock(repair: Repair, logical: LogicalLine[], blamed: LogicalLine): { first: number; last: number } {
  const width = indentOf(repair.lines[blamed.first]!).length;
  let last = blamed.last;
  for (const line of logical) {
    if (line.first <= blamed.first) continue;
    if (indentOf(repair.lines[line.first]!).length < width) break;
    last = line.last;
  }
  for (let line = blamed.first; line <= last; line++) repair.lines[line] = "";
  repair.tries.set(blamed.first, ENOUGH_TRIES);
  return { first: blamed.first, last };
}

function hasBlock(repair: Repair, logical: LogicalLine[], first: number, last: number): boolean {
  const next = logical.find(line => line.first > last);
  const text = next && repair.lines[next.first]!;
  return text !== undefined && indentOf(text).length > indentOf(repair.lines[first]!).length;
}

function write(repair: Repair, line: number, { text, keptBytes }: StandIn): void {
  repair.lines[line] = text;
  repair.replaced.set(line + 1, { keptBytes });
}

function indentOf(text: string): string {
  return /^\s*/.exec(text)![0];
}

function problemAt(
  source: SourceText,
  { first, last }: { first: number; last: number },
  message: string,
): SyntaxProblem {
  const start = source.lineStarts[first] ?? source.text.length;
  const end = source.lineStarts[last + 1] ?? source.text.length;
  const text = source.text.slice(start, end);
  return { start: start + (indentOf(text).length % (text.length + 1)), end: start + text.trimEnd().length, message };
}

function distinct(problems: SyntaxProblem[]): SyntaxProblem[] {
  const seen = new Set<number>();
  return problems.filter(({ start }) => !seen.has(start) && seen.add(start)).sort((a, b) => a.start - b.start);
}
