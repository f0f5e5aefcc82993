/** Lines from 0. A statement with the lines that its brackets, strings and backslashes join to it. */
export interface LogicalLine {
  first: number;
  last: number;
  /** Line and column after the last character that is neither blank nor comment; on the line {@link last}. */
  codeEnd: number;
  /** Deepest nesting of brackets. */
  depth: number;
  /** The line of the innermost bracket that nothing closes before the next statement must begin. */
  unclosed?: number;
  /** A triple-quoted string that runs to the end of the file. */
  unterminated?: boolean;
  /** The first line of a triple-quoted string whose end is followed by text, as the start of a string would be. */
  suspectString?: number;
}

/**
 * Splits Python text, broken or not, into logical lines; blank and comment lines belong to none. An unclosed bracket ends
 * where a line starts with a keyword that can continue no expression, an unclosed string with its line.
 */
export function findLogicalLines(text: string): LogicalLine[] {
  const found: LogicalLine[] = [];
  const scan: Scan = { text, at: 0, line: 0, lineStart: 0, open: [], current: undefined, found };
  let fresh = true;
  while (scan.at < text.length) {
    const code = text.charCodeAt(scan.at);
    if (code === 10) {
      if (scan.open.length === 0) finish(scan);
      nextLine(scan, scan.at + 1);
      fresh = true;
    } else if (code === 32 || code === 9 || code === 12 || code === 13) scan.at++;
    else if (code === 35) skipComment(scan);
    else if (code === 92 && text.charCodeAt(scan.at + 1) === 10) nextLine(scan, scan.at + 2);
    else {
      if (fresh && scan.open.length > 0 && startsStatement(text, scan.at)) finish(scan);
      fresh = false;
      takeCode(scan, code);
    }
  }
  finish(scan);
  return found;
}

/** Index of the logical line at or before the line; -1 when there is none. */
export function logicalLineAt(lines: readonly LogicalLine[], line: number): number {
  let low = -1;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (lines[middle]!.first <= line) low = middle;
    else high = middle - 1;
  }
  return low;
}

interface Scan {
  readonly text: string;
  at: number;
  line: number;
  lineStart: number;
  /** Lines of the brackets that are open. */
  open: number[];
  current: LogicalLine | undefined;
  readonly found: LogicalLine[];
}

const STATEMENT_KEYWORD =
  /(?:def|class|return|raise|import|with|while|try|except|finally|elif|pass|break|continue|del|assert|global|nonlocal)\b|@/y;

function startsStatement(text: string, at: number): boolean {
  STATEMENT_KEYWORD.lastIndex = at;
  return STATEMENT_KEYWORD.test(text);
}

function finish(scan: Scan): void {
  const { current, open } = scan;
  if (current === undefined) return;
  if (open.length > 0) current.unclosed = open.at(-1)!;
  scan.found.push(current);
  scan.current = undefined;
  scan.open = [];
}

function nextLine(scan: Scan, at: number): void {
  scan.line++;
  scan.at = at;
  scan.lineStart = at;
}

function skipComment(scan: Scan): void {
  const end = scan.text.indexOf("\n", scan.at);
  scan.at = end < 0 ? scan.text.length : end;
}

function takeCode(scan: Scan, code: number): void {
  const current = (scan.current ??= { first: scan.line, last: scan.line, codeEnd: 0, depth: 0 });
  if (code === 34 || code === 39) takeString(scan, current, code);
  else {
    if (code === 40 || code === 91 || code === 123) scan.open.push(scan.line);
    else if (code === 41 || code === 93 || code === 125) scan.open.pop();
    scan.at++;
  }
  current.depth = Math.max(current.depth, scan.open.length);
  current.last = scan.line;
  current.codeEnd = scan.at - scan.lineStart;
}

function takeString(scan: Scan, current: LogicalLine, quote: number): void {
  const { text } = scan;
  const firstLine = scan.line;
  const triple = text.charCodeAt(scan.at + 1) === quote && text.charCodeAt(scan.at + 2) === quote;
  scan.at += triple ? 3 : 1;
  while (scan.at < text.length) {
    const code = text.charCodeAt(scan.at);
    if (code === 92) {
      if (text.charCodeAt(scan.at + 1) === 10) nextLine(scan, scan.at + 2);
      else scan.at = Math.min(scan.at + 2, text.length);
    } else if (code === 10) {
      if (!triple) return;
      nextLine(scan, scan.at + 1);
    } else if (code === quote && !triple) {
      scan.at++;
      return;
    } else if (code === quote && text.charCodeAt(scan.at + 1) === quote && text.charCodeAt(scan.at + 2) === quote) {
      scan.at += 3;
      if (scan.line > firstLine && /[\w]/.test(text[scan.at] ?? "")) current.suspectString ??= firstLine;
      return;
    } else scan.at++;
  }
  if (triple) current.unterminated = true;
}
