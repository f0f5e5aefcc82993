import * as ts from "typescript";

import type { Comment } from "../../ir/nodes.ts";
import { blockCommentEnd, lineEnd } from "./source.ts";

const K = ts.SyntaxKind;

/**
 * All comments of a file, in order. `//` and `/*` are looked for in the text; the tree is asked only whether such a
 * place lies in a string, template, regular expression or JSX text. That costs a fraction of scanning all tokens.
 */
export function collectComments(file: ts.SourceFile): Comment[] {
  const finder = new CommentFinder(file.text);
  const open: ts.Node[] = [];
  pushChildren(file, open);
  for (let node = open.pop(); node !== undefined && finder.next < Infinity; node = open.pop()) {
    finder.takeBefore(node.pos);
    if (finder.next >= node.end) continue;
    if (node.kind !== K.JsxText) finder.takeBefore(node.getStart(file));
    if (finder.next >= node.end) continue;
    if (isOpaque(node.kind)) finder.skipTo(node.end);
    else pushChildren(node, open);
  }
  finder.takeBefore(Infinity);
  return finder.comments;
}

class CommentFinder {
  readonly comments: Comment[] = [];
  /** Offset of the next `//` or `/*` that is not yet decided; Infinity when there is none. */
  next: number;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
    this.next = this.find(shebangEnd(text));
  }

  /** Everything before `end` that looks like a comment is one. */
  takeBefore(end: number): void {
    while (this.next < end) {
      const start = this.next;
      const block = this.text.charCodeAt(start + 1) === 42;
      const stop = block ? blockCommentEnd(this.text, start) : lineEnd(this.text, start);
      const closed = block && stop >= start + 4 && this.text.startsWith("*/", stop - 2);
      this.comments.push({ start, end: stop, text: this.text.slice(start + 2, closed ? stop - 2 : stop), block });
      this.next = this.find(stop);
    }
  }

  skipTo(end: number): void {
    if (this.next < end) this.next = this.find(end);
  }

  private find(from: number): number {
    for (let at = this.text.indexOf("/", from); at >= 0; at = this.text.indexOf("/", at + 1)) {
      const code = this.text.charCodeAt(at + 1);
      if (code === 47 || code === 42) return at;
    }
    return Infinity;
  }
}

/** Offset of the end of the `#!` line; 0 when there is none. */
export function shebangEnd(text: string): number {
  return text.startsWith("#!") ? lineEnd(text, 0) : 0;
}

function isOpaque(kind: ts.SyntaxKind): boolean {
  return (
    kind === K.JsxText ||
    kind === K.StringLiteral ||
    kind === K.RegularExpressionLiteral ||
    kind === K.NoSubstitutionTemplateLiteral ||
    kind === K.TemplateHead ||
    kind === K.TemplateMiddle ||
    kind === K.TemplateTail
  );
}

/** In reverse, so that the first child is popped first. */
function pushChildren(node: ts.Node, open: ts.Node[]): void {
  const from = open.length;
  ts.forEachChild(node, child => void open.push(child));
  for (let low = from, high = open.length - 1; low < high; low++, high--) {
    const swapped = open[low]!;
    open[low] = open[high]!;
    open[high] = swapped;
  }
}
