import * as ts from "typescript";

import type { Expression, ObjectLiteral, Property } from "../../ir/nodes.ts";
import { makeHole, makeName, makeProperty } from "./build.ts";
import { bare, lowerExpression, lowerIdentifier } from "./lower-expression.ts";
import { lowerFunction } from "./lower-function.ts";
import { lowerLiteral } from "./lower-literal.ts";
import type { Source } from "./source.ts";

const K = ts.SyntaxKind;

export function lowerObject(source: Source, node: ts.ObjectLiteralExpression): ObjectLiteral {
  const start = source.startOf(node);
  const properties: Property[] = [];
  for (const property of node.properties) properties.push(lowerProperty(source, property));
  return { kind: "object", start, end: node.end, parent: undefined, order: undefined, properties };
}

/** The key of a property, method or class member when it is known without evaluation. */
export function keyOf(name: ts.PropertyName): string | undefined {
  switch (name.kind) {
    case K.Identifier:
    case K.PrivateIdentifier:
      return ts.idText(name as ts.Identifier);
    case K.ComputedPropertyName: {
      const expression = bare((name as ts.ComputedPropertyName).expression);
      return ts.isStringLiteralLike(expression) || ts.isNumericLiteral(expression) ? expression.text : undefined;
    }
    default:
      return (name as ts.StringLiteral).text;
  }
}

/** The key as an expression: a name, a literal or what stands in the brackets. */
export function lowerKey(source: Source, name: ts.PropertyName): Expression {
  switch (name.kind) {
    case K.Identifier:
    case K.PrivateIdentifier: {
      const start = source.startOf(name);
      const text = ts.idText(name as ts.Identifier);
      return text === "" ? makeHole([], start, name.end) : makeName(text, start, name.end);
    }
    case K.ComputedPropertyName:
      return lowerExpression(source, (name as ts.ComputedPropertyName).expression);
    default:
      return lowerLiteral(source, name);
  }
}

function lowerProperty(source: Source, node: ts.ObjectLiteralElementLike): Property {
  const start = source.startOf(node);
  switch (node.kind) {
    case K.PropertyAssignment: {
      const keyNode = lowerKey(source, node.name);
      return makeProperty(keyOf(node.name), keyNode, lowerExpression(source, node.initializer), start, node.end);
    }
    case K.ShorthandPropertyAssignment:
      return lowerShorthand(source, node, start);
    case K.SpreadAssignment: {
      const value = lowerExpression(source, node.expression);
      return makeProperty(undefined, value, value, start, node.end, spread);
    }
    default: {
      const keyNode = lowerKey(source, node.name);
      return makeProperty(keyOf(node.name), keyNode, lowerFunction(source, node), start, node.end);
    }
  }
}

/** `{ a = 1 }` is an object only while it is being typed; its default is kept in a hole beside the name. */
function lowerShorthand(source: Source, node: ts.ShorthandPropertyAssignment, start: number): Property {
  const name = lowerIdentifier(source, node.name);
  const fallback = node.objectAssignmentInitializer;
  const value = fallback ? makeHole([name, lowerExpression(source, fallback)], start, node.end) : name;
  return makeProperty(ts.idText(node.name), value, value, start, node.end, shorthand);
}

const spread = { spread: true };
const shorthand = { shorthand: true };
