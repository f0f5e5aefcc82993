import type { Comment, Span } from "../../ir/nodes.ts";

export interface SplitSql {
  /** One range per statement, without surrounding blanks, comments and the semicolon. */
  statements: Span[];
  comments: Comment[];
}

/**
 * Cuts a script at its top-level semicolons, knowing strings, quoted identifiers, dollar quotes, nested comments,
 * `BEGIN ATOMIC` bodies, psql meta-commands and the data after `COPY … FROM stdin`. Never fails: what is not closed
 * runs to the end of the text.
 */
export function splitSql(text: string): SplitSql {
  return new Splitter(text).run();
}

class Splitter {
  readonly #text: string;
  readonly #statements: Span[] = [];
  readonly #comments: Comment[] = [];
  #at = 0;
  /** Start of the current statement's first token, or -1 between statements. */
  #first = -1;
  /** End of its last token. */
  #last = -1;
  /** Depth of `BEGIN ATOMIC` and of the `CASE`s inside it. */
  #atomic = 0;
  #previousWord = "";

  constructor(text: string) {
    this.#text = text;
  }

  run(): SplitSql {
    while (this.#at < this.#text.length) this.#step();
    this.#close();
    return { statements: this.#statements, comments: this.#comments };
  }

  #step(): void {
    const text = this.#text;
    const char = text[this.#at]!;
    if (/\s/.test(char) || char === "\uFEFF") this.#at++;
    else if (char === "-" && text[this.#at + 1] === "-") this.#lineComment();
    else if (char === "/" && text[this.#at + 1] === "*") this.#blockComment();
    else if (char === "\\") this.#metaCommand();
    else if (char === ";" && this.#atomic === 0) this.#semicolon();
    else this.#token(char);
  }

  #token(char: string): void {
    if (this.#first < 0) this.#first = this.#at;
    if (char === "'") this.#at = endOfString(this.#text, this.#at, this.#previousWordIsEscape());
    else if (char === '"') this.#at = endOfQuoted(this.#text, this.#at);
    else if (char === "$") this.#dollar();
    else if (isWordStart(char)) this.#word();
    else this.#at++;
    this.#last = this.#at;
  }

  /** `E'…'` knows backslash escapes. The `E` must touch the quote. */
  #previousWordIsEscape(): boolean {
    return this.#previousWord === "e" && /[eE]/.test(this.#text[this.#at - 1] ?? "");
  }

  #word(): void {
    const start = this.#at;
    while (this.#at < this.#text.length && isWordPart(this.#text[this.#at]!)) this.#at++;
    const word = this.#text.slice(start, this.#at).toLowerCase();
    if (word === "atomic" && this.#previousWord === "begin") this.#atomic = 1;
    else if (this.#atomic > 0 && word === "case") this.#atomic++;
    else if (this.#atomic > 0 && word === "end") this.#atomic--;
    this.#previousWord = word;
  }

  #dollar(): void {
    const end = endOfDollarQuote(this.#text, this.#at);
    if (end === undefined) this.#at++;
    else {
      this.#directivesWithin(this.#at, end);
      this.#at = end;
    }
  }

  /** Directives may stand inside a function's body, which for SQL is one string. */
  #directivesWithin(start: number, end: number): void {
    const body = this.#text.slice(start, end);
    for (const match of body.matchAll(/--([ \t]*faultline[^\n\r]*)/g)) {
      const from = start + match.index;
      this.#comments.push({ start: from, end: from + match[0].length, text: match[1]!, block: false });
    }
  }

  #lineComment(): void {
    const start = this.#at;
    this.#at = this.#lineEnd();
    this.#comments.push({ start, end: this.#at, text: this.#text.slice(start + 2, this.#at), block: false });
  }

  #blockComment(): void {
    const start = this.#at;
    this.#at = endOfBlockComment(this.#text, start);
    this.#comments.push({ start, end: this.#at, text: this.#text.slice(start + 2, this.#at - 2), block: true });
  }

  #lineEnd(): number {
    const at = this.#text.slice(this.#at).search(/[\r\n]/);
    return at < 0 ? this.#text.length : this.#at + at;
  }

  /** `\gset` and its like end the statement they follow. Postgres itself has no backslash outside quotes. */
  #metaCommand(): void {
    this.#at = this.#lineEnd();
    this.#close();
  }

  #semicolon(): void {
    const copies = this.#first >= 0 && /^copy\b[^;]*\bfrom\s+stdin\b/i.test(this.#text.slice(this.#first, this.#at));
    this.#at++;
    this.#close();
    if (copies) this.#skipCopyData();
  }

  #skipCopyData(): void {
    const end = /^\\\.[ \t]*$/m.exec(this.#text.slice(this.#at));
    if (end) this.#at += end.index + end[0].length;
  }

  #close(): void {
    if (this.#first >= 0) this.#statements.push({ start: this.#first, end: this.#last });
    this.#first = -1;
    this.#atomic = 0;
    this.#previousWord = "";
  }
}

/** End of the part that starts at `from`: the next top-level comma, unmatched closing parenthesis, or `limit`. */
export function endOfPart(text: string, from: number, limit: number): number {
  let depth = 0;
  let last = from;
  for (let at = from; at < limit;) {
    const next = skipQuoted(text, at);
    const char = text[at]!;
    if (next === at && (char === "," || char === ")" || char === ";") && depth === 0) return last;
    if (next === at && char === "(") depth++;
    if (next === at && char === ")") depth--;
    const comment = text.startsWith("--", at) || text.startsWith("/*", at);
    at = next === at ? at + 1 : next;
    if (!comment && !/\s/.test(char)) last = Math.min(at, limit);
  }
  return last;
}

/** Offset after the quoted run or comment that starts at `at`; `at` itself when none does. */
export function skipQuoted(text: string, at: number): number {
  const char = text[at];
  if (char === "'") return endOfString(text, at, /[eE]/.test(text[at - 1] ?? "") && !isWordPart(text[at - 2] ?? " "));
  if (char === '"') return endOfQuoted(text, at);
  if (char === "$") return endOfDollarQuote(text, at) ?? at;
  if (char === "/" && text[at + 1] === "*") return endOfBlockComment(text, at);
  if (char === "-" && text[at + 1] === "-") {
    const end = text.slice(at).search(/[\r\n]/);
    return end < 0 ? text.length : at + end;
  }
  return at;
}

function endOfString(text: string, start: number, escapes: boolean): number {
  for (let at = start + 1; at < text.length; at++) {
    if (escapes && text[at] === "\\") at++;
    else if (text[at] === "'") {
      if (text[at + 1] !== "'") return at + 1;
      at++;
    }
  }
  return text.length;
}

function endOfQuoted(text: string, start: number): number {
  const end = text.indexOf('"', start + 1);
  return end < 0 ? text.length : end + 1;
}

function endOfDollarQuote(text: string, start: number): number | undefined {
  if (isWordPart(text[start - 1] ?? " ")) return undefined;
  const tag = /^\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/.exec(text.slice(start, start + 70))?.[0];
  if (!tag) return undefined;
  const end = text.indexOf(tag, start + tag.length);
  return end < 0 ? text.length : end + tag.length;
}

function endOfBlockComment(text: string, start: number): number {
  let depth = 1;
  let at = start + 2;
  while (at < text.length && depth > 0) {
    if (text.startsWith("/*", at)) {
      depth++;
      at += 2;
    } else if (text.startsWith("*/", at)) {
      depth--;
      at += 2;
    } else at++;
  }
  return at;
}

function isWordStart(char: string): boolean {
  return /[A-Za-z_\u0080-\uffff]/.test(char);
}

function isWordPart(char: string): boolean {
  return /[\w$\u0080-\uffff]/.test(char);
}
