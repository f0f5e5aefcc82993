import type * as ts from "typescript";

import type { Hole, SyntaxProblem } from "../../ir/nodes.ts";
import { makeHole } from "./build.ts";

/**
 * The state of lowering one file: text, positions and nesting. Thrown away with the parse.
 *
 * Offsets are TypeScript's own: UTF-16 units of the given text, a byte order mark included.
 */
export class Source {
  readonly file: ts.SourceFile;
  readonly text: string;
  /** What lowering itself had to leave out. */
  readonly problems: SyntaxProblem[] = [];
  /** How many expressions and statements enclose the one being lowered. */
  depth = 0;
  /** How many functions enclose the node being lowered; 0 at the top level of the module. */
  functionDepth = 0;
  private lastPos = -1;
  private lastStart = -1;

  constructor(file: ts.SourceFile) {
    this.file = file;
    this.text = file.text;
  }

  /**
   * Where the first token of `node` starts. A node that the parser made up for absent text starts and ends at one place.
   * Nested nodes share their leftmost token (`a.b.c()`), hence the memory of the last answer.
   */
  startOf(node: ts.Node): number {
    const { pos, end } = node;
    if (pos === end) return pos;
    if (pos === this.lastPos) return this.lastStart < end ? this.lastStart : end;
    const start = this.afterTrivia(pos, node);
    this.lastPos = pos;
    this.lastStart = start;
    return start < end ? start : end;
  }

  /** What stands for a node below {@link maximalDepth}. */
  tooDeep(node: ts.Node): Hole {
    const start = this.startOf(node);
    this.problems.push({ start, end: node.end, message: tooDeepMessage });
    return makeHole([], start, node.end);
  }

  /** `node.getStart(file)` without its detours; what is rare (merge conflict markers, exotic spaces) is left to it. */
  private afterTrivia(pos: number, node: ts.Node): number {
    const text = this.text;
    for (let at = pos; ; at++) {
      const code = text.charCodeAt(at);
      if (code === 32 || code === 10 || code === 13 || code === 9) continue;
      if (code === 47) {
        const next = text.charCodeAt(at + 1);
        if (next === 47) at = lineEnd(text, at) - 1;
        else if (next === 42) at = blockCommentEnd(text, at) - 1;
        else return at;
      } else if (code > 127 || code < 32) return node.getStart(this.file);
      else if (code === 35) return at === 0 ? node.getStart(this.file) : at;
      else if ((code >= 60 && code <= 62) || code === 124) {
        return text.charCodeAt(at + 1) === code ? node.getStart(this.file) : at;
      } else return at;
    }
  }
}

/** Deeper than this an expression or statement becomes a hole: a long chain of calls must not exhaust the stack. */
export const maximalDepth = 700;

export const tooDeepMessage = "Nesting is too deep.";

/** The parser puts zero-width nodes where the text lacks something. */
export function isMissing(node: ts.Node): boolean {
  return node.pos === node.end;
}

/** Offset of the line break that ends the line of `from`, or the end of the text. */
export function lineEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || code === 13 || code === 0x2028 || code === 0x2029) return at;
  }
  return text.length;
}

/** Offset just after the block comment that opens at `from`; the end of the text when it is never closed. */
export function blockCommentEnd(text: string, from: number): number {
  const close = text.indexOf("*/", from + 2);
  return close < 0 ? text.length : close + 2;
}
