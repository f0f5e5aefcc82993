import path from "node:path";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { lineText } from "../convert.ts";

/** A directive to be put before a line, cut where the reason goes. */
export interface DirectiveComment {
  /** Indentation, comment mark, directive, rule and the dashes before the reason. */
  before: string;
  /** Closes the comment; mostly "". */
  after: string;
}

/** Undefined where no comment line can stand. `line` is counted from 1. */
export function directiveComment(document: TextDocument, line: number, rule: string): DirectiveComment | undefined {
  const indentation = /^[ \t]*/u.exec(lineText(document, line))?.[0] ?? "";
  if (lineText(document, line - 1).endsWith("\\")) return undefined;
  const directive = `faultline-disable-next-line ${rule} -- `;
  if (isAmongJsx(document, line)) return { before: `${indentation}{/* ${directive}`, after: " */}" };
  return { before: `${indentation}${lineMark(document.uri)} ${directive}`, after: "" };
}

/** For the whole file, with the line, from 1, before which it goes: what a shell or an interpreter reads stays at the top. */
export function fileDirective(document: TextDocument, rule: string): DirectiveComment & { line: number } {
  const isRead = (line: number) => /^#!|^#.*\bcoding[:=]/u.test(lineText(document, line));
  const line = !isRead(1) && !isRead(2) ? 1 : isRead(2) ? 3 : 2;
  return { before: `${lineMark(document.uri)} faultline-disable-file ${rule} -- `, after: "", line };
}

/** Where, from 1, the names end in a directive that already speaks of the line; undefined when there is none. */
export function endOfNamesBefore(document: TextDocument, line: number): number | undefined {
  const text = lineText(document, line - 1);
  const names = /faultline-disable-next-line\s+[a-z][\w-]*(?:\s*,\s*[a-z][\w-]*)*/u.exec(text);
  return names === null ? undefined : names.index + names[0].length + 1;
}

function lineMark(uri: string): string {
  const extension = path.posix.extname(uri);
  if (/^\.pyi?$/u.test(extension)) return "#";
  return extension === ".sql" ? "--" : "//";
}

/** Between JSX elements a line comment would be shown as text: the line before ends a tag and this one begins another. */
function isAmongJsx(document: TextDocument, line: number): boolean {
  if (!/\.[jt]sx$/u.test(document.uri)) return false;
  const before = lineText(document, line - 1).trimEnd();
  return before.endsWith(">") && !before.endsWith("=>") && /^\s*[<{]/u.test(lineText(document, line));
}
