import type { ASTNodeUnion, ExprNode, StmtNode } from "py-ast";

/** CPython's node of that class, as py-ast types it. */
export type Py<K extends ASTNodeUnion["nodeType"]> = Extract<ASTNodeUnion, { nodeType: K }>;

export type PyExpression = ExprNode;
export type PyStatement = StmtNode;
export type PyPattern = Py<
  | "MatchValue"
  | "MatchSingleton"
  | "MatchSequence"
  | "MatchMapping"
  | "MatchClass"
  | "MatchStar"
  | "MatchAs"
  | "MatchOr"
>;
export type PyFunction = Py<"FunctionDef" | "AsyncFunctionDef">;
