import * as ts from "typescript";

import type { ClassNode, Declare, Expression, Pattern, Statement } from "../../ir/nodes.ts";
import { makeHole, makeName } from "./build.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerFunction } from "./lower-function.ts";
import { keyOf, lowerKey } from "./lower-object.ts";
import { lowerStatements } from "./lower-statement.ts";
import { lowerType } from "./lower-type.ts";
import { hasModifier, isExported, lowerDecorators } from "./modifiers.ts";
import { isMissing, type Source } from "./source.ts";

const K = ts.SyntaxKind;

/** `bases` are what it extends, then what it implements. Members are functions, declarations and (static) blocks. */
export function lowerClass(source: Source, node: ts.ClassLikeDeclaration): ClassNode {
  const start = source.startOf(node);
  const named = node.name !== undefined && !isMissing(node.name);
  const decorators = lowerDecorators(source, node);
  const bases: Expression[] = [];
  for (const clause of node.heritageClauses ?? []) {
    for (const type of clause.types) bases.push(lowerExpression(source, type));
  }
  const body: Statement[] = [];
  for (const member of node.members) lowerMember(source, member, body);
  return {
    kind: "class",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    name: named ? ts.idText(node.name!) : undefined,
    nameSpan: named ? { start: source.startOf(node.name!), end: node.name!.end } : undefined,
    bases,
    keywords: [],
    body,
    decorators,
    exported: isExported(node),
  };
}

function lowerMember(source: Source, node: ts.ClassElement, into: Statement[]): void {
  switch (node.kind) {
    case K.MethodDeclaration:
    case K.GetAccessor:
    case K.SetAccessor:
    case K.Constructor:
      into.push(lowerFunction(source, node as ts.MethodDeclaration));
      return;
    case K.PropertyDeclaration:
      into.push(lowerField(source, node as ts.PropertyDeclaration));
      return;
    case K.ClassStaticBlockDeclaration: {
      const start = source.startOf(node);
      const body = lowerStatements(source, (node as ts.ClassStaticBlockDeclaration).body.statements);
      into.push({ kind: "block", start, end: node.end, parent: undefined, order: undefined, body, label: undefined });
      return;
    }
  }
}

function lowerField(source: Source, node: ts.PropertyDeclaration): Declare {
  const start = source.startOf(node);
  const decorators = node.modifiers && lowerDecorators(source, node);
  const target = lowerFieldName(source, node.name);
  const annotation = node.type && lowerType(source, node.type);
  source.functionDepth++;
  const value = node.initializer && lowerExpression(source, node.initializer);
  source.functionDepth--;
  return {
    kind: "declare",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    target,
    value,
    annotation,
    constant: hasModifier(node, K.ReadonlyKeyword),
    exported: undefined,
    statement: { start, end: node.end },
    decorators: decorators?.length ? decorators : undefined,
    static: hasModifier(node, K.StaticKeyword) || undefined,
  };
}

function lowerFieldName(source: Source, name: ts.PropertyName): Pattern {
  const start = source.startOf(name);
  const key = keyOf(name);
  if (key !== undefined && key !== "") return makeName(key, start, name.end);
  return makeHole([lowerKey(source, name)], start, name.end);
}
