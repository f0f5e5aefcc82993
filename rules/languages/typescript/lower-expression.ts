import * as ts from "typescript";

import type { Argument, Assign, Binary, Call, Expression, Hole, Unary } from "../../ir/nodes.ts";
import { makeHole, makeIndex, makeList, makeLiteral, makeMember, makeName } from "./build.ts";
import { byKind } from "./dispatch.ts";
import { lowerClass } from "./lower-class.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerJsxElement, lowerJsxFragment, lowerJsxSelfClosing } from "./lower-jsx.ts";
import { lowerLiteral, lowerTaggedTemplate, lowerTemplate } from "./lower-literal.ts";
import { lowerObject } from "./lower-object.ts";
import { lowerTarget } from "./lower-pattern.ts";
import { lowerTypeArguments } from "./lower-type.ts";
import { assignmentOperators, binaryOperators, prefixOperators } from "./operators.ts";
import { isMissing, maximalDepth, type Source } from "./source.ts";

const K = ts.SyntaxKind;

/** Parentheses and type assertions leave no trace: what they enclose is lowered with its own span. */
export function lowerExpression(source: Source, node: ts.Expression): Expression {
  const lower = lowerers[node.kind];
  if (lower === undefined) return makeHole([], source.startOf(node), node.end);
  if (source.depth >= maximalDepth) return source.tooDeep(node);
  source.depth++;
  const result = lower(source, node);
  source.depth--;
  return result;
}

/** The expression inside parentheses and type assertions. */
export function bare(node: ts.Expression): ts.Expression {
  while (
    node.kind === K.ParenthesizedExpression ||
    node.kind === K.AsExpression ||
    node.kind === K.NonNullExpression ||
    node.kind === K.SatisfiesExpression ||
    node.kind === K.TypeAssertionExpression
  ) {
    node = (node as ts.ParenthesizedExpression).expression;
  }
  return node;
}

/** Also for a tagged template's and a JSX tag's name. */
export function lowerIdentifier(source: Source, node: ts.Identifier): Expression {
  const name = ts.idText(node);
  const start = source.startOf(node);
  if (name === "") return makeHole([], start, node.end);
  if (name === "undefined") return makeLiteral(null, start, node.end, "undefined");
  return makeName(name, start, node.end);
}

export function lowerArguments(source: Source, nodes: readonly ts.Expression[]): Argument[] {
  const args: Argument[] = [];
  for (const node of nodes) {
    const start = source.startOf(node);
    const spread = node.kind === K.SpreadElement;
    const value = lowerExpression(source, spread ? (node as ts.SpreadElement).expression : node);
    args.push({
      kind: "argument",
      start,
      end: node.end,
      parent: undefined,
      order: undefined,
      name: undefined,
      value,
      spread: spread ? "positional" : undefined,
    });
  }
  return args;
}

const lowerers = byKind<Expression>([
  [K.Identifier, lowerIdentifier],
  [K.PrivateIdentifier, (s, n: ts.PrivateIdentifier) => makeName(n.text, s.startOf(n), n.end)],
  [K.ThisKeyword, (s, n: ts.Node) => makeName("this", s.startOf(n), n.end)],
  [K.SuperKeyword, (s, n: ts.Node) => makeName("super", s.startOf(n), n.end)],
  [K.ImportKeyword, (s, n: ts.Node) => makeName("import", s.startOf(n), n.end)],
  [K.StringLiteral, lowerLiteral],
  [K.NoSubstitutionTemplateLiteral, lowerLiteral],
  [K.NumericLiteral, lowerLiteral],
  [K.BigIntLiteral, lowerLiteral],
  [K.RegularExpressionLiteral, lowerLiteral],
  [K.TrueKeyword, lowerLiteral],
  [K.FalseKeyword, lowerLiteral],
  [K.NullKeyword, lowerLiteral],
  [K.ParenthesizedExpression, lowerInner],
  [K.AsExpression, lowerInner],
  [K.SatisfiesExpression, lowerInner],
  [K.NonNullExpression, lowerInner],
  [K.TypeAssertionExpression, lowerInner],
  [K.PartiallyEmittedExpression, lowerInner],
  [K.PropertyAccessExpression, lowerPropertyAccess],
  [K.ElementAccessExpression, lowerElementAccess],
  [K.CallExpression, lowerCall],
  [K.NewExpression, lowerCall],
  [K.BinaryExpression, lowerBinary],
  [K.PrefixUnaryExpression, lowerUnary],
  [K.PostfixUnaryExpression, lowerUnary],
  [K.TypeOfExpression, (s, n: ts.TypeOfExpression) => keyword(s, n, "typeof", n.expression)],
  [K.VoidExpression, (s, n: ts.VoidExpression) => keyword(s, n, "void", n.expression)],
  [K.DeleteExpression, (s, n: ts.DeleteExpression) => keyword(s, n, "delete", n.expression)],
  [K.ConditionalExpression, lowerConditional],
  [K.AwaitExpression, lowerAwait],
  [K.YieldExpression, lowerYield],
  [K.SpreadElement, lowerSpread],
  [K.ArrayLiteralExpression, lowerArray],
  [K.ObjectLiteralExpression, lowerObject],
  [K.TemplateExpression, lowerTemplate],
  [K.TaggedTemplateExpression, lowerTaggedTemplate],
  [K.ArrowFunction, lowerFunction],
  [K.FunctionExpression, lowerFunction],
  [K.ClassExpression, lowerClass],
  [K.MetaProperty, lowerMetaProperty],
  [K.ExpressionWithTypeArguments, lowerInstantiation],
  [K.JsxElement, lowerJsxElement],
  [K.JsxSelfClosingElement, lowerJsxSelfClosing],
  [K.JsxFragment, lowerJsxFragment],
  [K.JsxExpression, lowerJsxContainer],
]);

function lowerInner(source: Source, node: ts.ParenthesizedExpression): Expression {
  return lowerExpression(source, node.expression);
}

function lowerPropertyAccess(source: Source, node: ts.PropertyAccessExpression): Expression {
  const start = source.startOf(node);
  const object = lowerExpression(source, node.expression);
  if (isMissing(node.name)) return makeHole([object], start, node.end);
  const name = ts.idText(node.name as ts.Identifier);
  return makeMember(object, name, source.startOf(node.name), node.name.end, start, node.questionDotToken && true);
}

function lowerElementAccess(source: Source, node: ts.ElementAccessExpression): Expression {
  const start = source.startOf(node);
  const object = lowerExpression(source, node.expression);
  return makeIndex(object, lowerExpression(source, node.argumentExpression), start, node.end);
}

function lowerCall(source: Source, node: ts.CallExpression | ts.NewExpression): Call {
  const start = source.startOf(node);
  const callee = lowerExpression(source, node.expression);
  const typeArgs = node.typeArguments && lowerTypeArguments(source, node.typeArguments);
  return {
    kind: "call",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    callee,
    args: node.arguments ? lowerArguments(source, node.arguments) : [],
    isNew: node.kind === K.NewExpression ? true : undefined,
    argsStart: node.arguments?.pos ?? node.end,
    typeArgs,
    optional: (node as ts.CallExpression).questionDotToken && true,
  };
}

/** Left-associative chains (`a + b + c …`) are followed in a loop: generated code has them with thousands of operands. */
function lowerBinary(source: Source, node: ts.BinaryExpression): Expression {
  const start = source.startOf(node);
  const token = node.operatorToken.kind;
  const assignment = assignmentOperators.get(token);
  if (assignment !== undefined) return lowerAssign(source, node, assignment, start);
  if (token === K.CommaToken) return lowerSequence(source, node, start);
  const spine: ts.BinaryExpression[] = [node];
  let leftmost = node.left;
  while (leftmost.kind === K.BinaryExpression && isPlainBinary(leftmost as ts.BinaryExpression)) {
    spine.push(leftmost as ts.BinaryExpression);
    leftmost = (leftmost as ts.BinaryExpression).left;
  }
  let left = lowerExpression(source, leftmost);
  for (let i = spine.length - 1; i >= 0; i--) {
    const one = spine[i]!;
    const right = lowerExpression(source, one.right);
    left = makeBinary(binaryOperators.get(one.operatorToken.kind), left, right, start, one.end);
  }
  return left;
}

function makeBinary(
  operator: Binary["operator"] | undefined,
  left: Expression,
  right: Expression,
  start: number,
  end: number,
): Binary | Hole {
  if (operator === undefined) return makeHole([left, right], start, end);
  return { kind: "binary", start, end, parent: undefined, order: undefined, operator, left, right };
}

function isPlainBinary(node: ts.BinaryExpression): boolean {
  return binaryOperators.has(node.operatorToken.kind);
}

/** `a, b, c` has no node of its own: a hole that keeps the parts in order. */
function lowerSequence(source: Source, node: ts.BinaryExpression, start: number): Hole {
  const parts: ts.Expression[] = [node.right];
  let left = node.left;
  while (left.kind === K.BinaryExpression && (left as ts.BinaryExpression).operatorToken.kind === K.CommaToken) {
    parts.push((left as ts.BinaryExpression).right);
    left = (left as ts.BinaryExpression).left;
  }
  parts.push(left);
  const children = parts.reverse().map(part => lowerExpression(source, part));
  return makeHole(children, start, node.end);
}

function lowerAssign(source: Source, node: ts.BinaryExpression, operator: Assign["operator"], start: number): Assign {
  const target = lowerTarget(source, node.left);
  return makeAssign(target, operator, lowerExpression(source, node.right), start, node.end);
}

function lowerUnary(source: Source, node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression): Expression {
  const start = source.startOf(node);
  const operator = prefixOperators.get(node.operator);
  if (operator !== undefined) return makeUnary(operator, lowerExpression(source, node.operand), start, node.end);
  const one =
    node.kind === K.PrefixUnaryExpression
      ? makeLiteral(1, start, start + 2)
      : makeLiteral(1, Math.max(start, node.end - 2), node.end);
  const step = node.operator === K.PlusPlusToken ? "+" : "-";
  return makeAssign(lowerTarget(source, node.operand), step, one, start, node.end);
}

function makeAssign(
  target: Assign["targets"][number],
  operator: Assign["operator"],
  value: Expression,
  start: number,
  end: number,
): Assign {
  return { kind: "assign", start, end, parent: undefined, order: undefined, targets: [target], operator, value };
}

function makeUnary(operator: Unary["operator"], operand: Expression, start: number, end: number): Unary {
  return { kind: "unary", start, end, parent: undefined, order: undefined, operator, operand };
}

function keyword(source: Source, node: ts.Node, operator: Unary["operator"], operand: ts.Expression): Unary {
  const start = source.startOf(node);
  return makeUnary(operator, lowerExpression(source, operand), start, node.end);
}

function lowerConditional(source: Source, node: ts.ConditionalExpression): Expression {
  const start = source.startOf(node);
  const test = lowerExpression(source, node.condition);
  const then = lowerExpression(source, node.whenTrue);
  const otherwise = lowerExpression(source, node.whenFalse);
  return { kind: "conditional", start, end: node.end, parent: undefined, order: undefined, test, then, otherwise };
}

function lowerAwait(source: Source, node: ts.AwaitExpression): Expression {
  const start = source.startOf(node);
  return {
    kind: "await",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    value: lowerExpression(source, node.expression),
  };
}

function lowerYield(source: Source, node: ts.YieldExpression): Expression {
  const start = source.startOf(node);
  const value = node.expression && lowerExpression(source, node.expression);
  return {
    kind: "yield",
    start,
    end: node.end,
    parent: undefined,
    order: undefined,
    value,
    delegate: node.asteriskToken && true,
  };
}

function lowerSpread(source: Source, node: ts.SpreadElement): Expression {
  const start = source.startOf(node);
  const value = lowerExpression(source, node.expression);
  return { kind: "spread", start, end: node.end, parent: undefined, order: undefined, value, keyword: undefined };
}

function lowerArray(source: Source, node: ts.ArrayLiteralExpression): Expression {
  const start = source.startOf(node);
  const items: Expression[] = [];
  for (const element of node.elements) items.push(lowerExpression(source, element));
  return makeList(items, "list", start, node.end);
}

/** `import.meta` and `new.target`. */
function lowerMetaProperty(source: Source, node: ts.MetaProperty): Expression {
  const start = source.startOf(node);
  const word = node.keywordToken === K.ImportKeyword ? "import" : "new";
  const object = makeName(word, start, Math.min(start + word.length, node.end));
  return makeMember(object, ts.idText(node.name), source.startOf(node.name), node.name.end, start);
}

/** `extends Repository<User>` and an instantiation `make<User>`: an index by a tuple of types, as in annotations. */
function lowerInstantiation(source: Source, node: ts.ExpressionWithTypeArguments): Expression {
  const start = source.startOf(node);
  const object = lowerExpression(source, node.expression);
  if (node.typeArguments === undefined) return object;
  const types = lowerTypeArguments(source, node.typeArguments);
  return makeIndex(object, makeList(types, "tuple", node.typeArguments.pos, node.typeArguments.end), start, node.end);
}

function lowerJsxContainer(source: Source, node: ts.JsxExpression): Expression {
  if (node.expression === undefined) return makeHole([], source.startOf(node), node.end);
  return lowerExpression(source, node.expression);
}
