import * as ts from "typescript";

import type { Call, Expression, Property } from "../../ir/nodes.ts";
import { makeHole, makeList, makeLiteral, makeName, makeProperty } from "./build.ts";
import { lowerExpression } from "./lower-expression.ts";
import { lowerTypeArguments } from "./lower-type.ts";
import { isMissing, type Source } from "./source.ts";

const K = ts.SyntaxKind;

/**
 * `<Tag a={1} {...rest}>{child}</Tag>` is `Tag({ a: 1, ...rest, children: [child] })`. A lower-case tag names no
 * variable, hence its callee is a string; a fragment's is the empty string. Text between tags is left out.
 */
export function lowerJsxElement(source: Source, node: ts.JsxElement): Call {
  const start = source.startOf(node);
  return lowerTag(source, node.openingElement, start, node.end, node.children);
}

export function lowerJsxSelfClosing(source: Source, node: ts.JsxSelfClosingElement): Call {
  return lowerTag(source, node, source.startOf(node), node.end, []);
}

export function lowerJsxFragment(source: Source, node: ts.JsxFragment): Call {
  const start = source.startOf(node);
  const callee = makeLiteral("", start, start);
  return makeElement(callee, lowerChildren(source, node.children), undefined, start, start, node.end);
}

function lowerTag(
  source: Source,
  tag: ts.JsxOpeningLikeElement,
  start: number,
  end: number,
  children: readonly ts.JsxChild[],
): Call {
  const callee = lowerTagName(source, tag.tagName);
  const typeArgs = tag.typeArguments && lowerTypeArguments(source, tag.typeArguments);
  const properties: Property[] = [];
  for (const attribute of tag.attributes.properties) properties.push(lowerAttribute(source, attribute));
  properties.push(...lowerChildren(source, children));
  return makeElement(callee, properties, typeArgs, start, tag.typeArguments?.end ?? tag.tagName.end, end);
}

function lowerTagName(source: Source, node: ts.JsxTagNameExpression): Expression {
  if (isMissing(node)) return makeHole([], node.pos, node.end);
  if (node.kind === K.JsxNamespacedName) {
    return makeLiteral(`${node.namespace.text}:${node.name.text}`, source.startOf(node), node.end);
  }
  if (node.kind !== K.Identifier) return lowerExpression(source, node);
  const text = ts.idText(node);
  const start = source.startOf(node);
  return /^[a-z]/.test(text) ? makeLiteral(text, start, node.end) : makeName(text, start, node.end);
}

function lowerAttribute(source: Source, node: ts.JsxAttributeLike): Property {
  const start = source.startOf(node);
  if (node.kind === K.JsxSpreadAttribute) {
    const value = lowerExpression(source, node.expression);
    return makeProperty(undefined, value, value, start, node.end, spread);
  }
  const name =
    node.name.kind === K.JsxNamespacedName
      ? `${node.name.namespace.text}:${node.name.name.text}`
      : ts.idText(node.name);
  const keyNode = makeName(name, start, node.name.end);
  const value = node.initializer ? lowerExpression(source, node.initializer) : makeLiteral(true, start, node.end);
  return makeProperty(name, keyNode, value, start, node.end);
}

/** No property when nothing but text stands between the tags. */
function lowerChildren(source: Source, nodes: readonly ts.JsxChild[]): Property[] {
  const items: Expression[] = [];
  for (const node of nodes) {
    if (node.kind === K.JsxText || (node.kind === K.JsxExpression && node.expression === undefined)) continue;
    items.push(lowerExpression(source, node));
  }
  if (items.length === 0) return [];
  const start = items[0]!.start;
  const end = items[items.length - 1]!.end;
  return [
    makeProperty("children", makeLiteral("children", start, start), makeList(items, "list", start, end), start, end),
  ];
}

function makeElement(
  callee: Expression,
  properties: Property[],
  typeArgs: Expression[] | undefined,
  start: number,
  argumentStart: number,
  end: number,
): Call {
  return {
    kind: "call",
    start,
    end,
    parent: undefined,
    order: undefined,
    callee,
    args: [
      {
        kind: "argument",
        start: argumentStart,
        end,
        parent: undefined,
        order: undefined,
        name: undefined,
        value: { kind: "object", start: argumentStart, end, parent: undefined, order: undefined, properties },
        spread: undefined,
      },
    ],
    isNew: undefined,
    argsStart: end,
    typeArgs,
    optional: undefined,
  };
}

const spread = { spread: true };
