/**
 * The intermediate representation: the one tree that every rule, recogniser and question is written against.
 *
 * Invariants: no language in it (a Python keyword argument and a property of a trailing TypeScript options object keep
 * their own shape, but the same node kinds); every node carries its source range in UTF-16 offsets, end exclusive;
 * what a front end cannot express becomes a `hole`, never an exception.
 */

import type { Argument, Decorator, Expression, Parameter, Pattern, PatternElement, Property } from "./expressions.ts";
import type { Handler, ImportedName, Statement } from "./statements.ts";

export type * from "./expressions.ts";
export type * from "./statements.ts";

/** Half-open source range in UTF-16 code units from the start of the text (a byte order mark counts as one unit). */
export interface Span {
  start: number;
  end: number;
}

/** What every node has. */
export interface Base extends Span {
  /** Set by `linkParents`; undefined on the module. */
  parent?: Node;
  /** Set by `linkParents`: this node and those below it are `nodes[from]` up to, not including, `nodes[to]`. */
  order?: { nodes: readonly Node[]; from: number; to: number };
}

export type Node =
  | Expression
  | Statement
  | Pattern
  | Property
  | Argument
  | Parameter
  | Decorator
  | Handler
  | PatternElement
  | ImportedName
  | Module;

export interface Comment extends Span {
  /** Text without the comment markers, untrimmed. */
  text: string;
  block: boolean;
}

/** A syntax error that the parser recovered from; never shown as a finding. */
export interface SyntaxProblem extends Span {
  message: string;
}

export type LanguageId = "typescript" | "python" | "sql" | "config";

/** One file. */
export interface Module extends Base {
  kind: "module";
  language: "typescript" | "python";
  body: Statement[];
  comments: Comment[];
  problems: SyntaxProblem[];
  /** Python docstring / JavaScript directive prologue end: the place where a new import may go when there is none. */
  prologueEnd: number;
}
