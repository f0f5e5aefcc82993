import type { Comment } from "../../ir/nodes.ts";

/**
 * All `#` comments. Knows strings only as far as needed: a `#` in a string or in the text of an f-string is none, one in
 * a replacement field that spans lines is. Half-typed text is fine: an unclosed string ends with its line.
 */
export function scanComments(text: string): Comment[] {
  const comments: Comment[] = [];
  if (text.includes("#")) scanCode(text, 0, 0, comments);
  return comments;
}

const HASH = 35;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const BACKSLASH = 92;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const COLON = 58;
/** CPython takes no more replacement fields inside of each other. */
const MAX_FIELDS = 150;

/** One step jumps over all text that means nothing here. */
const INTERESTING = /[#"']/g;
const INTERESTING_IN_FIELD = /[#"'()[\]{}:]/g;
const LINE_END = /[\r\n]/g;
const INTERESTING_IN_STRING = { [DOUBLE_QUOTE]: /["\\\r\n]/g, [SINGLE_QUOTE]: /['\\\r\n]/g } as const;
const INTERESTING_IN_TEMPLATE = { [DOUBLE_QUOTE]: /["\\{}\r\n]/g, [SINGLE_QUOTE]: /['\\{}\r\n]/g } as const;

type Quote = typeof DOUBLE_QUOTE | typeof SINGLE_QUOTE;

/** Scans code from `from`, inside of so many replacement fields; in one stops after the brace that closes it. Returns where it stopped. */
function scanCode(text: string, from: number, fields: number, comments: Comment[]): number {
  const pattern = fields > 0 ? INTERESTING_IN_FIELD : INTERESTING;
  let depth = 0;
  let at = nextMatch(pattern, text, from);
  while (at < text.length) {
    const code = text.charCodeAt(at);
    let next = at + 1;
    if (code === HASH) {
      next = nextMatch(LINE_END, text, at);
      comments.push({ start: at, end: next, text: text.slice(at + 1, next), block: false });
    } else if (code === DOUBLE_QUOTE || code === SINGLE_QUOTE) {
      next = scanString(text, at, code, fields, comments);
    } else if (code === CLOSE_BRACE && depth === 0) return next;
    else if (code === COLON) {
      if (depth === 0) return scanFormatSpecification(text, next, fields, comments);
    } else depth += code === 40 || code === 91 || code === OPEN_BRACE ? 1 : -1;
    at = nextMatch(pattern, text, next);
  }
  return text.length;
}

/** `at` is the opening quote; returns the offset after the closing one. */
function scanString(text: string, at: number, quote: Quote, fields: number, comments: Comment[]): number {
  const triple = text.charCodeAt(at + 1) === quote && text.charCodeAt(at + 2) === quote;
  const replaced = fields < MAX_FIELDS && hasTemplatePrefix(text, at);
  const pattern = (replaced ? INTERESTING_IN_TEMPLATE : INTERESTING_IN_STRING)[quote];
  let i = nextMatch(pattern, text, at + (triple ? 3 : 1));
  while (i < text.length) {
    const code = text.charCodeAt(i);
    if (code === quote) {
      if (!triple) return i + 1;
      if (text.charCodeAt(i + 1) === quote && text.charCodeAt(i + 2) === quote) return i + 3;
      i++;
    } else if (code === BACKSLASH) i = afterEscape(text, i, replaced);
    else if (code === OPEN_BRACE) {
      i = text.charCodeAt(i + 1) === OPEN_BRACE ? i + 2 : scanCode(text, i + 1, fields + 1, comments);
    } else if (code === CLOSE_BRACE || triple) i++;
    else return i;
    i = nextMatch(pattern, text, i);
  }
  return text.length;
}

/** The part after the colon of `{value:>{width}}`: text with nested fields. */
function scanFormatSpecification(text: string, from: number, fields: number, comments: Comment[]): number {
  let at = from;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === OPEN_BRACE && fields < MAX_FIELDS) at = scanCode(text, at + 1, fields + 1, comments);
    else if (code === CLOSE_BRACE) return at + 1;
    else if (code === 10 || code === 13 || code === DOUBLE_QUOTE || code === SINGLE_QUOTE) return at;
    else at++;
  }
  return at;
}

function afterEscape(text: string, at: number, replaced: boolean): number {
  const next = text.charCodeAt(at + 1);
  if (replaced && (next === OPEN_BRACE || next === CLOSE_BRACE)) return at + 1;
  if (replaced && next === 78 && text.charCodeAt(at + 2) === OPEN_BRACE) {
    const close = text.indexOf("}", at);
    return close < 0 ? text.length : close + 1;
  }
  return next === 13 && text.charCodeAt(at + 2) === 10 ? at + 3 : at + 2;
}

/** Whether an `f` or `t` stands in the at most two letters before the quote. */
function hasTemplatePrefix(text: string, quoteAt: number): boolean {
  const last = text[quoteAt - 1] ?? " ";
  if (/[fFtT]/.test(last)) {
    const before = text[quoteAt - 2] ?? " ";
    return !isNamePart(before) || (/[rR]/.test(before) && !isNamePart(text[quoteAt - 3] ?? " "));
  }
  return /[rR]/.test(last) && /[fFtT]/.test(text[quoteAt - 2] ?? " ") && !isNamePart(text[quoteAt - 3] ?? " ");
}

function isNamePart(character: string): boolean {
  return /[\w\u0080-\uffff]/.test(character);
}

function nextMatch(pattern: RegExp, text: string, from: number): number {
  pattern.lastIndex = from;
  const match = pattern.exec(text);
  return match ? match.index : text.length;
}
