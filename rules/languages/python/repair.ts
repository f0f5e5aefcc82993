import { logicalLineAt } from "./logical-lines.ts";
import type { Layout, LogicalLine } from "./logical-lines.ts";
import { byteLength, closeBrackets, standInForItems, standInForStatement } from "./stand-in.ts";
import type { StandIn } from "./stand-in.ts";

export interface Failure {
  message: string;
  /** From 0; undefined when the parser does not tell. */
  line: number | undefined;
}

/** A range of lines, last included. */
export interface Lines {
  first: number;
  last: number;
}

/** The text as it stands after the changes so far. Lines count from 0. */
export interface Repair {
  lines: string[];
  replaced: Map<number, { keptBytes: number }>;
  /** How often the statement that begins on a line was replaced. */
  tries: Map<number, number>;
  /** Lines within brackets whose items were given up, once each. */
  givenUp: Set<number>;
  /** Lines whose brackets were closed, with their text then. */
  closed: Map<number, string>;
  /** The closing of brackets that the last attempt parsed with. */
  lastClosing: { line: number; text: string; within: Lines } | undefined;
}

/** First what keeps most of the statement, then an expression, then nothing. */
const TRIES_PER_STATEMENT = 3;

export function startRepair(text: string): Repair {
  return {
    lines: splitLines(text),
    replaced: new Map(),
    tries: new Map(),
    givenUp: new Set(),
    closed: new Map(),
    lastClosing: undefined,
  };
}

export function splitLines(text: string): string[] {
  return text.split(/\r\n?|\n/);
}

/** Changes the text a bit; returns the lines that it gave up, undefined when there is nothing left to try. */
export function repairOnce(repair: Repair, layout: Layout, failure: Failure): Lines | undefined {
  return (
    addMissingBody(repair, layout, failure) ??
    relaxItems(repair, failure) ??
    repairString(repair, layout) ??
    repairBracket(repair, layout) ??
    repairAtError(repair, layout, failure)
  );
}

/** A header whose block is not typed yet gets a stand-in right after its colon. */
function addMissingBody(repair: Repair, { lines }: Layout, failure: Failure): Lines | undefined {
  if (failure.message !== "Expected indented block") return undefined;
  let i = logicalLineAt(lines, failure.line ?? repair.lines.length);
  if (lines[i]?.first === failure.line) i--;
  const header = lines[i];
  if (header === undefined || repair.tries.has(header.first)) return undefined;
  const code = repair.lines[header.last]!.slice(0, header.codeEnd);
  if (!code.endsWith(":")) return undefined;
  repair.tries.set(header.first, 0);
  write(repair, header.last, { text: `${code}_`, keptBytes: byteLength(code) });
  return { first: header.last, last: header.last };
}

/** What stands after an unpacked mapping shows it to have been a sequence. */
function relaxItems(repair: Repair, { message, line }: Failure): Lines | undefined {
  if (line === undefined || !/follows keyword argument unpacking|cannot follow var-keyword/.test(message))
    return undefined;
  for (let at = line; at >= 0; at--) {
    const replaced = repair.replaced.get(at);
    if (replaced?.keptBytes !== 0 || !/^\s*\*\*_,$/.test(repair.lines[at]!)) continue;
    write(repair, at, { text: repair.lines[at]!.replace("**", "*"), keptBytes: 0 });
    return { first: at, last: at };
  }
  return undefined;
}

/** Every triple quote after an unclosed one changes its part: the string before which the parts went wrong is to blame. */
function repairString(repair: Repair, layout: Layout): Lines | undefined {
  const open = layout.lines.find(line => line.unterminated !== undefined);
  if (open === undefined) return undefined;
  const suspect = layout.lines.find(line => line.suspectString !== undefined)?.suspectString;
  if (suspect !== undefined && !repair.tries.has(suspect)) {
    return replaceStatement(repair, layout, { first: suspect, last: suspect });
  }
  const { first, last } = open;
  const line = open.unterminated!;
  if (line > first && !repair.givenUp.has(line)) return giveUpItems(repair, layout, { first: line, last: line });
  if (isSpent(repair, first)) return undefined;
  return replaceStatement(repair, layout, { first, last: repair.tries.has(first) ? last : first });
}

function repairBracket(repair: Repair, layout: Layout): Lines | undefined {
  for (const logical of layout.lines) {
    const { unclosed, stray } = logical;
    if (stray !== undefined && !repair.givenUp.has(stray)) {
      return giveUpItems(repair, layout, { first: stray, last: stray });
    }
    if (unclosed === undefined) continue;
    const { line, open } = unclosed;
    if (open.length > 0 && repair.closed.get(logical.last) !== repair.lines[logical.last]) {
      return close(repair, layout, logical);
    }
    if (line > logical.first && !repair.givenUp.has(line)) {
      return giveUpItems(repair, layout, { first: line, last: line });
    }
    if (!isSpent(repair, line)) return replaceStatement(repair, layout, { first: line, last: line });
  }
  return undefined;
}

/** Reads the brackets as closed where the statement must end; undone when that does not parse. */
function close(repair: Repair, layout: Layout, logical: LogicalLine): Lines {
  const { first, last, codeEnd } = logical;
  const text = repair.lines[last]!;
  repair.closed.set(last, text);
  repair.lastClosing = { line: last, text, within: { first, last } };
  const firstLine = repair.lines[first]!;
  const options = { firstLine, hasBlock: hasBlock(repair, layout, logical) };
  const code = text.slice(0, codeEnd);
  write(repair, last, closeBrackets(code, logical.openQuote ?? "", logical.unclosed!.open, options));
  return { first: last, last };
}

/** Takes the last closing of brackets back when the error is still where it was. */
export function undoClosing(repair: Repair, failure: Failure): void {
  const { lastClosing } = repair;
  repair.lastClosing = undefined;
  if (lastClosing === undefined) return;
  const { first, last } = lastClosing.within;
  if (failure.line !== undefined && (failure.line < first || failure.line > last + 1)) return;
  repair.lines[lastClosing.line] = lastClosing.text;
  repair.replaced.delete(lastClosing.line);
}

function repairAtError(repair: Repair, layout: Layout, failure: Failure): Lines | undefined {
  if (failure.message === "unexpected indent") {
    const indented = layout.lines[logicalLineAt(layout.lines, failure.line ?? 0)];
    if (indented && !isSpent(repair, indented.first)) return blankBlock(repair, layout, indented);
  }
  const blamed = blame(repair, layout, failure);
  if (blamed === undefined) return undefined;
  return repairItems(repair, layout, blamed, failure) ?? replaceStatement(repair, layout, blamed);
}

/** The statement at the place of the error, or the nearest one before that is not given up yet. */
function blame(repair: Repair, { lines }: Layout, failure: Failure): LogicalLine | undefined {
  const line = failure.line ?? guessLine(repair, lines, failure.message);
  const at = logicalLineAt(lines, line);
  const before = lines[at - 1];
  // A stand-in that does not fit is noticed at the statement after it.
  if (before && repair.tries.has(before.first) && !isSpent(repair, before.first)) return before;
  for (let i = at; i >= 0; i--) if (!isSpent(repair, lines[i]!.first)) return lines[i];
  return undefined;
}

function guessLine(repair: Repair, lines: readonly LogicalLine[], message: string): number {
  const number = /Cannot convert (\S+) to a BigInt/.exec(message)?.[1];
  const withNumber = number === undefined ? -1 : repair.lines.findIndex(text => text.includes(number));
  if (withNumber >= 0) return withNumber;
  const undecorated = message.includes("decorator") ? findUndecorated(repair, lines) : undefined;
  if (undecorated !== undefined) return undecorated;
  const deepest = lines.reduce<LogicalLine | undefined>((a, b) => (a && a.depth >= b.depth ? a : b), undefined);
  return message.includes("call stack") && deepest ? deepest.first : repair.lines.length;
}

/** The stand-in between decorators and their definition, or the decorators that no definition follows. */
function findUndecorated(repair: Repair, lines: readonly LogicalLine[]): number | undefined {
  for (const [i, { first }] of lines.entries()) {
    const next = lines[i + 1];
    if (!/^\s*@/.test(repair.lines[first]!) || isSpent(repair, first)) continue;
    if (next && /^\s*(?:@|(?:async\s+)?def\b|class\b)/.test(repair.lines[next.first]!)) continue;
    if (next === undefined || !repair.replaced.has(next.first)) return first;
    repair.tries.set(next.first, TRIES_PER_STATEMENT - 1);
    return next.first;
  }
  return undefined;
}

/** The error shows at the token after it, which may be on the next line. */
function repairItems(repair: Repair, layout: Layout, blamed: LogicalLine, { line }: Failure): Lines | undefined {
  if (line === undefined || line <= blamed.first || line > blamed.last) return undefined;
  for (const first of [line, line - 1]) {
    const depth = layout.openAt[first]?.depth;
    if (first <= blamed.first || repair.givenUp.has(first) || depth === undefined) continue;
    let last = first;
    while (last < blamed.last && (layout.openAt[last + 1]?.depth ?? 0) > depth) last++;
    const closes = layout.openAt[last + 1]?.depth !== depth || /^\s*[)\]}]/.test(repair.lines[first]!);
    if (!closes) return giveUpItems(repair, layout, { first, last });
  }
  return undefined;
}

/** Within a call or a display only the lines of the error are given up: any items may be there. */
function giveUpItems(repair: Repair, layout: Layout, { first, last }: Lines): Lines {
  repair.givenUp.add(first);
  write(repair, first, standInForItems(repair.lines[first]!, layout.openAt[first]?.kind ?? "group"));
  for (let line = first + 1; line <= last; line++) repair.lines[line] = "";
  return { first, last };
}

function replaceStatement(repair: Repair, layout: Layout, { first, last }: Lines): Lines {
  const tries = (repair.tries.get(first) ?? 0) + 1;
  const next = textAfter(repair, layout, last);
  const text = repair.lines[first]!;
  const decorates = indentOf(next) === indentOf(text) && /^\s*(?:@|(?:async\s+)?def\b|class\b)/.test(next);
  const options = { hasBlock: hasBlock(repair, layout, { first, last }), decorates, plain: tries > 1 };
  const standIn = standInForStatement(text, options);
  const spent = tries === TRIES_PER_STATEMENT || standIn.text === text;
  repair.tries.set(first, spent ? TRIES_PER_STATEMENT : tries);
  write(repair, first, spent ? { text: "", keptBytes: 0 } : standIn);
  for (let line = first + 1; line <= last; line++) repair.lines[line] = "";
  return { first, last };
}

/** A block that no header opens is given up whole: it can stand nowhere. */
function blankBlock(repair: Repair, { lines }: Layout, blamed: LogicalLine): Lines {
  const width = indentOf(repair.lines[blamed.first]!).length;
  let last = blamed.last;
  for (const line of lines) {
    if (line.first <= blamed.first) continue;
    if (indentOf(repair.lines[line.first]!).length < width) break;
    last = line.last;
  }
  for (let line = blamed.first; line <= last; line++) repair.lines[line] = "";
  repair.tries.set(blamed.first, TRIES_PER_STATEMENT);
  return { first: blamed.first, last };
}

function isSpent(repair: Repair, line: number): boolean {
  return (repair.tries.get(line) ?? 0) >= TRIES_PER_STATEMENT;
}

function hasBlock(repair: Repair, layout: Layout, { first, last }: Lines): boolean {
  return indentOf(textAfter(repair, layout, last)).length > indentOf(repair.lines[first]!).length;
}

function textAfter(repair: Repair, { lines }: Layout, last: number): string {
  const next = lines.find(line => line.first > last);
  return next ? repair.lines[next.first]! : "";
}

function write(repair: Repair, line: number, { text, keptBytes }: StandIn): void {
  repair.lines[line] = text;
  repair.replaced.set(line, { keptBytes });
}

export function indentOf(text: string): string {
  return /^\s*/.exec(text)![0];
}
