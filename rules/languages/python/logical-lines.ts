/** Lines count from 0. A statement with the lines that its brackets, strings and backslashes join to it. */
export interface LogicalLine {
  first: number;
  last: number;
  /** Column after the last character of line {@link last} that is neither blank nor comment. */
  codeEnd: number;
  /** Deepest nesting of brackets. */
  depth: number;
  unclosed?: UnclosedBracket;
  /** The first line of a triple-quoted string that runs to the end of the file. */
  unterminated?: number;
  /** The first line of a triple-quoted string that looks as if it began where another one ends. */
  suspectString?: number;
  /** The quote of a string that ends with line {@link last} for want of another. */
  openQuote?: string;
  /** A line within brackets, which are closed in the end, that starts as only a statement can. */
  stray?: number;
}

export interface UnclosedBracket {
  /** The line to blame. */
  line: number;
  /** The brackets to close at the end of the logical line, outermost first; empty when another bracket closes there. */
  open: readonly BracketKind[];
}

/** `call` also stands for the parameters of a function and the bases of a class. */
export type BracketKind = "call" | "group" | "[" | "{";

export interface Layout {
  lines: LogicalLine[];
  /** By line: the innermost bracket that is open where it starts, and how many are. */
  openAt: readonly (Enclosing | undefined)[];
}

export interface Enclosing {
  kind: BracketKind;
  depth: number;
}

/**
 * Splits Python text, broken or not, into logical lines; blank and comment lines belong to none. An unclosed bracket ends
 * before the first line that is no deeper than the statement, or that starts with a keyword that can continue no
 * expression; an unclosed string with its line.
 */
export function findLayout(text: string): Layout {
  const scan = new LayoutScan(text);
  scan.run();
  return { lines: scan.found, openAt: scan.openAt };
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

interface OpenBracket {
  kind: BracketKind;
  line: number;
  /** Indentation of the line. */
  indent: number;
}

/** A place to begin again from: a line within brackets that may as well be a statement. */
interface Boundary {
  at: number;
  line: number;
}

const STATEMENT_KEYWORD =
  /(?:def|class|return|raise|import|with|while|try|except|finally|elif|pass|break|continue|del|assert|global|nonlocal)\b|@/y;
const DEFINITION = /^[ \t]*(?:(?:async )?def \w+\(|class \w+[(:]|@\w|return\b|(?:from [\w.]+ )?import \w)/m;
const KEYWORD_BEFORE_GROUP =
  /\b(?:and|as|assert|await|case|del|elif|else|except|for|from|if|import|in|is|lambda|match|not|or|raise|return|while|with|yield)\s*$/;
/** CPython's MAXLEVEL, `Parser/lexer/state.h`. */
const MAX_NESTING = 200;
/** So that a text of nothing but opening brackets is not scanned once per line. */
const MAX_RESTARTS = 20;

class LayoutScan {
  readonly found: LogicalLine[] = [];
  readonly openAt: (Enclosing | undefined)[] = [];
  readonly #text: string;
  #at = 0;
  #line = 0;
  #lineStart = 0;
  #indent = 0;
  #open: OpenBracket[] = [];
  #current: LogicalLine | undefined;
  #currentIndent = 0;
  #codeEnds: number[] = [];
  #openQuotes: string[] = [];
  #boundaries: Boundary[] = [];
  /** The line of a bracket that the brackets or the indentation after it show to be unclosed. */
  #suspect: number | undefined;
  #restarts = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): void {
    const text = this.#text;
    let fresh = true;
    for (;;) {
      if (this.#at >= text.length) {
        if (!this.#finish()) return;
        fresh = true;
        continue;
      }
      const code = text.charCodeAt(this.#at);
      if (code === 10) {
        if (this.#open.length === 0) this.#finish();
        this.#nextLine(this.#at + 1);
        fresh = true;
      } else if (code === 32 || code === 9 || code === 12 || code === 13) this.#at++;
      else if (code === 35) this.#skipComment();
      else if (code === 92 && text.charCodeAt(this.#at + 1) === 10) this.#nextLine(this.#at + 2);
      else {
        if (fresh) {
          this.#indent = this.#at - this.#lineStart;
          fresh = this.#open.length > 0 && this.#meetLineInBrackets(code);
          if (fresh) continue;
        }
        this.#takeCode(code);
      }
    }
  }

  /** Returns whether the brackets were given up, and scanning goes on at the boundary. */
  #meetLineInBrackets(code: number): boolean {
    STATEMENT_KEYWORD.lastIndex = this.#at;
    const keyword = STATEMENT_KEYWORD.test(this.#text);
    const closes = code === 41 || code === 93 || code === 125;
    const shallow = this.#indent <= this.#currentIndent;
    if (keyword || (shallow && !closes)) this.#boundaries.push({ at: this.#lineStart, line: this.#line });
    if (keyword && shallow) return this.#finish();
    if (keyword) this.#current!.stray ??= this.#line;
    if (closes) this.#compareIndents();
    return false;
  }

  /** `)` under the line of an outer bracket: the inner one has none. */
  #compareIndents(): void {
    const open = this.#open;
    const top = open.at(-1)!;
    if (top.indent === this.#indent || this.#suspect !== undefined) return;
    if (open.some(bracket => bracket.indent === this.#indent)) this.#suspect = top.line;
  }

  /** Ends the statement; with unclosed brackets goes back to the first boundary after them and returns true. */
  #finish(): boolean {
    const current = this.#current;
    if (current === undefined) return false;
    const top = this.#open.at(-1);
    const boundaries = this.#boundaries;
    let boundary: Boundary | undefined;
    if (top !== undefined) {
      delete current.stray;
      if (this.#suspect !== undefined) current.unclosed = { line: this.#suspect, open: [] };
      else {
        current.unclosed = { line: top.line, open: this.#open.map(bracket => bracket.kind) };
        if (this.#restarts++ < MAX_RESTARTS) boundary = boundaries.find(({ line }) => line > top.line);
      }
    }
    if (boundary) {
      this.#restartAt(boundary);
      current.last = this.#lastCodeLine(current.first, boundary.line - 1);
    }
    current.codeEnd = this.#codeEnds[current.last]!;
    const quote = this.#openQuotes[current.last];
    if (quote !== undefined) current.openQuote = quote;
    this.found.push(current);
    this.#current = undefined;
    this.#open = [];
    this.#boundaries = [];
    this.#suspect = undefined;
    return boundary !== undefined;
  }

  #restartAt({ at, line }: Boundary): void {
    this.#at = at;
    this.#line = line;
    this.#lineStart = at;
    this.openAt[line] = undefined;
  }

  #lastCodeLine(first: number, from: number): number {
    let line = from;
    while (line > first && this.#codeEnds[line] === undefined) line--;
    return line;
  }

  #nextLine(at: number): void {
    this.#line++;
    this.#at = at;
    this.#lineStart = at;
    const top = this.#open.at(-1);
    this.openAt[this.#line] = top && { kind: top.kind, depth: this.#open.length };
  }

  #skipComment(): void {
    const end = this.#text.indexOf("\n", this.#at);
    this.#at = end < 0 ? this.#text.length : end;
  }

  #takeCode(code: number): void {
    if (this.#current === undefined) {
      this.#current = { first: this.#line, last: this.#line, codeEnd: 0, depth: 0 };
      this.#currentIndent = this.#indent;
    }
    const current = this.#current;
    if (code === 34 || code === 39) this.#takeString(current, code);
    else {
      if (code === 40 || code === 91 || code === 123) this.#openBracket(code);
      else if (code === 41 || code === 93 || code === 125) this.#closeBracket(current, code);
      this.#at++;
    }
    current.depth = Math.max(current.depth, this.#open.length);
    current.last = this.#line;
    this.#codeEnds[this.#line] = this.#at - this.#lineStart;
  }

  #openBracket(code: number): void {
    if (this.#open.length === MAX_NESTING) return;
    const kind = code === 91 ? "[" : code === 123 ? "{" : this.#isCall() ? "call" : "group";
    this.#open.push({ kind, line: this.#line, indent: this.#indent });
  }

  #isCall(): boolean {
    const before = this.#text.slice(this.#lineStart, this.#at);
    return /[\w)\]\u0080-\uffff]$/.test(before.trimEnd()) && !KEYWORD_BEFORE_GROUP.test(before);
  }

  /** A bracket of another kind shows that those inside it are unclosed. */
  #closeBracket(current: LogicalLine, code: number): void {
    const matches = ({ kind }: OpenBracket): boolean =>
      code === 93 ? kind === "[" : code === 125 ? kind === "{" : kind === "call" || kind === "group";
    const last = this.#open.findLastIndex(matches);
    if (last < 0) return;
    if (last < this.#open.length - 1) current.unclosed ??= { line: this.#open.at(-1)!.line, open: [] };
    this.#open.length = last;
  }

  #takeString(current: LogicalLine, quote: number): void {
    const text = this.#text;
    const start = this.#at;
    const firstLine = this.#line;
    const isTriple = (at: number): boolean => text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
    const triple = isTriple(this.#at);
    this.#at += triple ? 3 : 1;
    while (this.#at < text.length) {
      const code = text.charCodeAt(this.#at);
      if (code === 92) {
        if (text.charCodeAt(this.#at + 1) === 10) this.#nextLine(this.#at + 2);
        else this.#at = Math.min(this.#at + 2, text.length);
      } else if (code === 10) {
        if (!triple) {
          this.#openQuotes[firstLine] = text[start]!;
          return;
        }
        this.#nextLine(this.#at + 1);
      } else if (code !== quote || (triple && !isTriple(this.#at))) this.#at++;
      else {
        this.#at += triple ? 3 : 1;
        if (this.#line > firstLine && this.#looksLikeCode(start)) current.suspectString ??= firstLine;
        return;
      }
    }
    if (triple) current.unterminated = firstLine;
    else this.#openQuotes[firstLine] = text[start]!;
  }

  /** Whether the string holds definitions, or text follows its end as it does the start of a docstring. */
  #looksLikeCode(start: number): boolean {
    return /\w/.test(this.#text[this.#at] ?? "") || DEFINITION.test(this.#text.slice(start, this.#at));
  }
}
