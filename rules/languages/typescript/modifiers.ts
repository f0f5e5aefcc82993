import * as ts from "typescript";

import type { Decorator } from "../../ir/nodes.ts";
import { lowerExpression } from "./lower-expression.ts";
import type { Source } from "./source.ts";

const K = ts.SyntaxKind;

/** `export async` …: the modifier keywords of a declaration that the IR knows, and its decorators. */
export function hasModifier(node: { modifiers?: ts.NodeArray<ts.ModifierLike> }, kind: ts.SyntaxKind): boolean {
  if (node.modifiers === undefined) return false;
  for (const modifier of node.modifiers) if (modifier.kind === kind) return true;
  return false;
}

/** `true` or undefined, the way the IR's flags are given. */
export function isExported(node: { modifiers?: ts.NodeArray<ts.ModifierLike> }): true | undefined {
  return hasModifier(node, K.ExportKeyword) || undefined;
}

export function lowerDecorators(source: Source, node: { modifiers?: ts.NodeArray<ts.ModifierLike> }): Decorator[] {
  const decorators: Decorator[] = [];
  if (node.modifiers === undefined) return decorators;
  for (const modifier of node.modifiers) {
    if (modifier.kind !== K.Decorator) continue;
    const start = source.startOf(modifier);
    const expression = lowerExpression(source, modifier.expression);
    decorators.push({ kind: "decorator", start, end: modifier.end, parent: undefined, order: undefined, expression });
  }
  return decorators;
}
