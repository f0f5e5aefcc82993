import * as ts from "typescript";

import type { Decorator, FunctionNode, Hole, Parameter, Statement } from "../../ir/nodes.ts";
import { makeHole } from "./build.ts";
import { lowerExpression } from "./lower-expression.ts";
import { keyOf } from "./lower-object.ts";
import { lowerBinding } from "./lower-pattern.ts";
import { lowerStatements } from "./lower-statement.ts";
import { lowerType } from "./lower-type.ts";
import { hasModifier, isExported, lowerDecorators } from "./modifiers.ts";
import { isMissing, type Source } from "./source.ts";

const K = ts.SyntaxKind;

/**
 * Function, arrow, method, accessor or constructor. What has no body (an overload, an abstract method, a `declare`)
 * is unknown, not empty: a hole that keeps decorators and parameters.
 */
export function lowerFunction(source: Source, node: ts.FunctionLikeDeclaration): FunctionNode | Hole {
  const start = source.startOf(node);
  const decorators = node.modifiers ? lowerDecorators(source, node as { modifiers: typeof node.modifiers }) : [];
  const params = lowerParameters(source, node.parameters);
  if (node.body === undefined) return makeHole([...decorators, ...params], start, node.end);
  const returnType = node.type && lowerType(source, node.type);
  const bodyStart = source.startOf(node.body);
  source.functionDepth++;
  const body = lowerFunctionBody(source, node.body, bodyStart);
  source.functionDepth--;
  const name = node.name;
  const named = name !== undefined && !isMissing(name);
  return {
    kind: "function",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    name: node.kind === K.Constructor ? "constructor" : named ? keyOf(name) : undefined,
    nameSpan: named ? { start: source.startOf(name), end: name.end } : undefined,
    params,
    body,
    expressionBody: node.body.kind === K.Block ? undefined : true,
    async: hasModifier(node, K.AsyncKeyword) || undefined,
    generator: node.asteriskToken && true,
    decorators,
    method: methodKind(node),
    returnType,
    bodySpan: { start: bodyStart, end: node.body.end },
    exported: isExported(node),
  };
}

function lowerFunctionBody(source: Source, body: ts.ConciseBody, start: number): Statement[] {
  if (body.kind === K.Block) return lowerStatements(source, (body as ts.Block).statements);
  const value = lowerExpression(source, body as ts.Expression);
  return [{ kind: "return", start, end: body.end, parent: undefined, order: undefined, value }];
}

function methodKind(node: ts.FunctionLikeDeclaration): FunctionNode["method"] {
  switch (node.kind) {
    case K.MethodDeclaration:
      return hasModifier(node, K.StaticKeyword) ? "static" : "method";
    case K.GetAccessor:
      return "getter";
    case K.SetAccessor:
      return "setter";
    case K.Constructor:
      return "constructor";
    default:
      return undefined;
  }
}

/** TypeScript's `this` parameter takes no argument and is left out. */
function lowerParameters(source: Source, nodes: readonly ts.ParameterDeclaration[]): Parameter[] {
  const params: Parameter[] = [];
  for (const node of nodes) {
    if (node.name.kind === K.Identifier && ts.idText(node.name) === "this") continue;
    params.push(lowerParameter(source, node));
  }
  return params;
}

function lowerParameter(source: Source, node: ts.ParameterDeclaration): Parameter {
  const start = source.startOf(node);
  const decorators: Decorator[] | undefined = node.modifiers && lowerDecorators(source, node);
  const plain = node.name.kind === K.Identifier && !isMissing(node.name);
  return {
    kind: "parameter",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    name: plain ? ts.idText(node.name as ts.Identifier) : undefined,
    pattern: plain ? undefined : lowerBinding(source, node.name),
    annotation: node.type && lowerType(source, node.type),
    default: node.initializer && lowerExpression(source, node.initializer),
    rest: node.dotDotDotToken && "positional",
    decorators: decorators?.length ? decorators : undefined,
    property: isParameterProperty(node) || undefined,
  };
}

/** `constructor(private readonly db: Database)` declares the member `db` too. */
function isParameterProperty(node: ts.ParameterDeclaration): boolean {
  return node.modifiers !== undefined && node.modifiers.some(modifier => modifier.kind !== K.Decorator);
}
