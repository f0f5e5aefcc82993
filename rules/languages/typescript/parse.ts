import * as ts from "typescript";

import type { Module, Node, Statement, SyntaxProblem } from "../../ir/nodes.ts";
import { childrenOf, linkParents, walk } from "../../ir/walk.ts";
import { nestsAsyncHeads } from "./async-heads.ts";
import { makeHole } from "./build.ts";
import { collectComments, shebangEnd } from "./comments.ts";
import { lowerStatements } from "./lower-statement.ts";
import { Source, tooDeepMessage } from "./source.ts";

const K = ts.SyntaxKind;

/**
 * Reads TypeScript or JavaScript; the file name decides on JSX and declaration files. Never throws: what is broken
 * becomes holes and `problems`; a file that the parser gives up on (nesting beyond its stack) becomes one hole.
 */
export function parseTypeScript(text: string, path: string): Module {
  let module: Module;
  try {
    module = nestsAsyncHeads(text)
      ? unreadable(text, tooDeepMessage)
      : lowerFile(ts.createSourceFile(path, text, options, false, scriptKind(path)));
  } catch (error) {
    // An exhausted stack, or an assertion inside TypeScript's parser: the file stays in the project as one hole.
    module = unreadable(text, error instanceof RangeError ? tooDeepMessage : String(error));
  }
  for (const span of linkParents(module)) module.problems.push({ ...span, message: tooDeepMessage });
  return module;
}

const options: ts.CreateSourceFileOptions = {
  languageVersion: ts.ScriptTarget.ESNext,
  jsDocParsingMode: ts.JSDocParsingMode.ParseNone,
};

function lowerFile(file: ts.SourceFile): Module {
  const source = new Source(file);
  const body = lowerStatements(source, file.statements);
  const problems = [...problemsOf(file), ...source.problems];
  const module: Module = {
    kind: "module",
    start: 0,
    end: file.text.length,
    parent: undefined,
    order: undefined,
    language: "typescript",
    body,
    comments: collectComments(file),
    problems,
    prologueEnd: prologueEnd(file),
  };
  if (problems.length > 0) nestSpans(module);
  return module;
}

function unreadable(text: string, message: string): Module {
  const hole: Statement = makeHole([], 0, text.length);
  return {
    kind: "module",
    start: 0,
    end: text.length,
    parent: undefined,
    order: undefined,
    language: "typescript",
    body: [hole],
    comments: [],
    problems: [{ start: 0, end: text.length, message }],
    prologueEnd: 0,
  };
}

function scriptKind(path: string): ts.ScriptKind {
  switch (path.slice(path.lastIndexOf(".") + 1).toLowerCase()) {
    case "tsx":
      return ts.ScriptKind.TSX;
    case "jsx":
      return ts.ScriptKind.JSX;
    case "js":
    case "mjs":
    case "cjs":
      return ts.ScriptKind.JS;
    default:
      return ts.ScriptKind.TS;
  }
}

/** The parser's own errors. The property is internal to TypeScript and the only place that has them without a program. */
function problemsOf(file: ts.SourceFile): SyntaxProblem[] {
  const { parseDiagnostics } = file as unknown as { parseDiagnostics: readonly ts.DiagnosticWithLocation[] };
  return parseDiagnostics.map(({ start, length, messageText }) => ({
    start,
    end: start + length,
    message: ts.flattenDiagnosticMessageText(messageText, "\n"),
  }));
}

/** After `"use strict"` and its like, else after a `#!` line or a byte order mark. */
function prologueEnd(file: ts.SourceFile): number {
  let end = file.text.charCodeAt(0) === 0xfeff ? 1 : shebangEnd(file.text);
  for (const statement of file.statements) {
    if (statement.kind !== K.ExpressionStatement) break;
    if ((statement as ts.ExpressionStatement).expression.kind !== K.StringLiteral) break;
    end = statement.end;
  }
  return end;
}

/** In broken text the parser's made-up nodes may lie before the first token of what they belong to. */
function nestSpans(module: Module): void {
  walk(module, (node: Node) => {
    for (const child of childrenOf(node)) {
      child.start = clamp(child.start, node.start, node.end);
      child.end = clamp(child.end, child.start, node.end);
    }
  });
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
