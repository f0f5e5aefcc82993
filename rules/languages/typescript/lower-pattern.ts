import * as ts from "typescript";

import type { Pattern, PatternElement } from "../../ir/nodes.ts";
import { makeHole, makeName } from "./build.ts";
import { bare, lowerExpression } from "./lower-expression.ts";
import { keyOf } from "./lower-object.ts";
import { isMissing, type Source } from "./source.ts";

const K = ts.SyntaxKind;

/** What a declaration or a parameter binds. */
export function lowerBinding(source: Source, node: ts.BindingName): Pattern {
  const start = source.startOf(node);
  if (node.kind === K.Identifier) {
    const name = ts.idText(node);
    return name === "" ? makeHole([], start, node.end) : makeName(name, start, node.end);
  }
  if (node.kind === K.ObjectBindingPattern) {
    const properties: PatternElement[] = [];
    for (const element of node.elements) properties.push(lowerBindingElement(source, element, true));
    return { kind: "object-pattern", start, end: node.end, parent: undefined, order: undefined, properties };
  }
  const items: (PatternElement | undefined)[] = [];
  for (const element of node.elements) {
    items.push(element.kind === K.OmittedExpression ? undefined : lowerBindingElement(source, element, false));
  }
  return { kind: "list-pattern", start, end: node.end, parent: undefined, order: undefined, items };
}

/** What stands left of `=`, `+=`, `++` or in the head of a loop. */
export function lowerTarget(source: Source, whole: ts.Expression): Pattern {
  const node = bare(whole);
  const start = source.startOf(node);
  switch (node.kind) {
    case K.Identifier: {
      const name = ts.idText(node as ts.Identifier);
      return name === "" ? makeHole([], start, node.end) : makeName(name, start, node.end);
    }
    case K.ObjectLiteralExpression: {
      const properties: PatternElement[] = [];
      for (const property of (node as ts.ObjectLiteralExpression).properties) {
        properties.push(lowerPropertyTarget(source, property));
      }
      return { kind: "object-pattern", start, end: node.end, parent: undefined, order: undefined, properties };
    }
    case K.ArrayLiteralExpression: {
      const items: (PatternElement | undefined)[] = [];
      for (const element of (node as ts.ArrayLiteralExpression).elements) {
        items.push(element.kind === K.OmittedExpression ? undefined : lowerItemTarget(source, element));
      }
      return { kind: "list-pattern", start, end: node.end, parent: undefined, order: undefined, items };
    }
    default: {
      const target = lowerExpression(source, node);
      if (target.kind === "member" || target.kind === "index" || target.kind === "hole") return target;
      return makeHole([target], start, node.end);
    }
  }
}

function lowerBindingElement(source: Source, node: ts.BindingElement, keyed: boolean): PatternElement {
  const start = source.startOf(node);
  const rest = node.dotDotDotToken !== undefined;
  const target = lowerBinding(source, node.name);
  const fallback = node.initializer && lowerExpression(source, node.initializer);
  const key = !keyed || rest ? undefined : node.propertyName ? keyOf(node.propertyName) : nameOf(target);
  return makeElement(key, target, start, node.end, fallback, rest);
}

function lowerPropertyTarget(source: Source, node: ts.ObjectLiteralElementLike): PatternElement {
  const start = source.startOf(node);
  switch (node.kind) {
    case K.ShorthandPropertyAssignment: {
      const fallback = node.objectAssignmentInitializer && lowerExpression(source, node.objectAssignmentInitializer);
      const name = ts.idText(node.name);
      const at = source.startOf(node.name);
      const target = isMissing(node.name) ? makeHole([], at, node.name.end) : makeName(name, at, node.name.end);
      return makeElement(name, target, start, node.end, fallback);
    }
    case K.PropertyAssignment: {
      const item = lowerItemTarget(source, node.initializer);
      return makeElement(keyOf(node.name), item.target, start, node.end, item.default);
    }
    case K.SpreadAssignment:
      return makeElement(undefined, lowerTarget(source, node.expression), start, node.end, undefined, true);
    default:
      return makeElement(keyOf(node.name), makeHole([], start, node.end), start, node.end);
  }
}

function lowerItemTarget(source: Source, node: ts.Expression): PatternElement {
  const start = source.startOf(node);
  if (node.kind === K.SpreadElement) {
    return makeElement(
      undefined,
      lowerTarget(source, (node as ts.SpreadElement).expression),
      start,
      node.end,
      undefined,
      true,
    );
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === K.EqualsToken) {
    const target = lowerTarget(source, node.left);
    return makeElement(undefined, target, start, node.end, lowerExpression(source, node.right));
  }
  return makeElement(undefined, lowerTarget(source, node), start, node.end);
}

function nameOf(target: Pattern): string | undefined {
  return target.kind === "name" ? target.name : undefined;
}

function makeElement(
  key: string | undefined,
  target: Pattern,
  start: number,
  end: number,
  fallback?: PatternElement["default"],
  rest?: boolean,
): PatternElement {
  return {
    kind: "pattern-element",
    start,
    end,
    parent: undefined,
    order: undefined,
    key,
    target,
    default: fallback,
    rest: rest || undefined,
  };
}
