import type { Span } from "../../ir/nodes.ts";

/** What py-ast puts on every node with a place: line from 1, column in UTF-8 bytes from 0, end exclusive. */
export interface Located {
  lineno: number;
  col_offset: number;
  end_lineno?: number;
  end_col_offset?: number;
}

/**
 * The text of one Python file and the way from py-ast's lines and byte columns to UTF-16 offsets, with the few text
 * searches that the tree lacks the places for (the parenthesis of a call, the name after `def`).
 */
export class SourceText {
  readonly text: string;
  /** Where the parsed text begins: 1 after a byte order mark. */
  readonly start: number;
  readonly lineStarts: readonly number[];
  readonly #ascii: boolean;
  /** Per line: 0 not looked at, 1 only ASCII, 2 other. */
  readonly #lineAscii: Uint8Array;

  constructor(text: string) {
    this.text = text;
    this.start = text.charCodeAt(0) === 0xfeff ? 1 : 0;
    this.lineStarts = findLineStarts(text, this.start);
    this.#ascii = isAscii(text, this.start, text.length);
    this.#lineAscii = new Uint8Array(this.#ascii ? 0 : this.lineStarts.length);
  }

  startOf(node: Located): number {
    return this.offsetAt(node.lineno, node.col_offset);
  }

  endOf(node: Located): number {
    return this.offsetAt(node.end_lineno ?? node.lineno, node.end_col_offset ?? node.col_offset);
  }

  /** UTF-16 offset of a line (from 1) and a UTF-8 byte column; never beyond the line, where recovery may have written. */
  offsetAt(line: number, byteColumn: number): number {
    const lineStart = this.lineStarts[line - 1] ?? this.text.length;
    const lineEnd = this.lineStarts[line] ?? this.text.length;
    if (this.#ascii) return Math.min(lineStart + byteColumn, lineEnd);
    let state = this.#lineAscii[line - 1];
    if (state === 0) {
      state = isAscii(this.text, lineStart, lineEnd) ? 1 : 2;
      this.#lineAscii[line - 1] = state;
    }
    return state === 1
      ? Math.min(lineStart + byteColumn, lineEnd)
      : skipBytes(this.text, lineStart, lineEnd, byteColumn);
  }

  /** Start of the line that holds the offset. */
  lineStartAt(offset: number): number {
    return this.lineStarts[this.lineAt(offset)]!;
  }

  /** Start of the line after the one that holds the offset, or the end of the text. */
  nextLineStart(offset: number): number {
    return this.lineStarts[this.lineAt(offset) + 1] ?? this.text.length;
  }

  /** Index into {@link lineStarts}. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lineStarts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.lineStarts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** First offset at or after `from` that is no white space, comment or line continuation. */
  skipBlank(from: number, limit = this.text.length): number {
    let at = from;
    while (at < limit) {
      const code = this.text.charCodeAt(at);
      if (code === HASH) {
        while (at < limit && !isLineBreak(this.text.charCodeAt(at))) at++;
      } else if (isBlank(code) || code === BACKSLASH) at++;
      else break;
    }
    return at;
  }

  /** Where the `*` or `**` before `from` begins; `from` when there is none. */
  starsBefore(from: number): number {
    let at = from;
    while (at > 0 && isBlank(this.text.charCodeAt(at - 1))) at--;
    if (this.text.charCodeAt(at - 1) !== STAR) return from;
    return this.text.charCodeAt(at - 2) === STAR ? at - 2 : at - 1;
  }

  /** Last offset after `limit` and before `from` that holds `code`; -1 when there is none. Text between may be anything. */
  lastBefore(from: number, limit: number, code: number): number {
    for (let at = from - 1; at >= limit; at--) if (this.text.charCodeAt(at) === code) return at;
    return -1;
  }

  /**
   * The operand [start, end) with the parentheses around it, which CPython's tree leaves out:
   * as many as open between `from` and the operand.
   */
  withParentheses(from: number, start: number, end: number): Span {
    let first = start;
    let last = end;
    for (let at = this.skipBlank(from, start); at < start; at = this.skipBlank(at + 1, start)) {
      if (this.text.charCodeAt(at) !== OPEN) continue;
      const close = this.skipBlank(last);
      if (this.text.charCodeAt(close) !== CLOSE) break;
      if (first === start) first = at;
      last = close + 1;
    }
    return { start: first, end: last };
  }

  /** Just after the opening parenthesis of a call whose callee (without its own parentheses) ends at `calleeEnd`. */
  afterOpenParenthesis(calleeEnd: number, callEnd: number): number {
    let at = this.skipBlank(calleeEnd, callEnd);
    while (at < callEnd && this.text.charCodeAt(at) === CLOSE) at = this.skipBlank(at + 1, callEnd);
    return this.text.charCodeAt(at) === OPEN ? at + 1 : callEnd;
  }

  /** Range of `word` as the first text at or after `from`; undefined when something else stands there. */
  wordAt(from: number, word: string): Span | undefined {
    const start = this.skipBlank(from);
    return this.text.startsWith(word, start) ? { start, end: start + word.length } : undefined;
  }

  /** Range of the identifier that ends at `end`. */
  identifierBefore(end: number): Span {
    let start = end;
    while (start > 0 && isNamePart(this.text.charCodeAt(start - 1))) start--;
    return { start, end };
  }

  /** Range of the identifier at or after `from`, in the spelling of the source (py-ast normalises names). */
  identifierAt(from: number): Span {
    const start = this.skipBlank(from);
    let end = start;
    while (end < this.text.length && isNamePart(this.text.charCodeAt(end))) end++;
    return { start, end };
  }
}

export const OPEN = 40;
export const CLOSE = 41;
const HASH = 35;
const STAR = 42;
const BACKSLASH = 92;

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13);
}

function isLineBreak(code: number): boolean {
  return code === 10 || code === 13;
}

function isNamePart(code: number): boolean {
  return (
    (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || code === 95 || (code >= 48 && code <= 57) || code > 127
  );
}

function findLineStarts(text: string, first: number): number[] {
  const starts = [first];
  const carriageReturns = text.includes("\r");
  if (!carriageReturns) {
    for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = first; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 13 && text.charCodeAt(at + 1) === 10) at++;
    if (isLineBreak(code)) starts.push(at + 1);
  }
  return starts;
}

function isAscii(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text.charCodeAt(at) > 127) return false;
  return true;
}

function skipBytes(text: string, from: number, limit: number, bytes: number): number {
  let at = from;
  let left = bytes;
  while (left > 0 && at < limit) {
    const code = text.charCodeAt(at);
    if (code >= 0xd800 && code < 0xdc00 && text.charCodeAt(at + 1) >= 0xdc00 && text.charCodeAt(at + 1) < 0xe000) {
      left -= 4;
      at += 2;
    } else {
      left -= code < 128 ? 1 : code < 0x800 ? 2 : 3;
      at++;
    }
  }
  return at;
}
