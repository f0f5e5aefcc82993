import * as ts from "typescript";

import type { Expression, Literal, Template } from "../../ir/nodes.ts";
import { makeLiteral } from "./build.ts";
import { lowerExpression } from "./lower-expression.ts";
import type { Source } from "./source.ts";

const K = ts.SyntaxKind;

/** Literals are lowered alike in values and in types. */
export function lowerLiteral(source: Source, node: ts.Node): Literal {
  const start = source.startOf(node);
  const { end } = node;
  switch (node.kind) {
    case K.TrueKeyword:
      return makeLiteral(true, start, end);
    case K.FalseKeyword:
      return makeLiteral(false, start, end);
    case K.NullKeyword:
      return makeLiteral(null, start, end);
    case K.NumericLiteral:
      return makeLiteral(Number((node as ts.NumericLiteral).text), start, end);
    case K.BigIntLiteral:
      return makeLiteral(Number((node as ts.BigIntLiteral).text.slice(0, -1)), start, end);
    case K.RegularExpressionLiteral:
      return makeLiteral((node as ts.RegularExpressionLiteral).text, start, end, "regexp");
    default:
      return makeLiteral((node as ts.StringLiteral).text, start, end);
  }
}

/** The parts are cooked: escapes are resolved. */
export function lowerTemplate(source: Source, node: ts.TemplateExpression): Template {
  return makeTemplate(source, node, source.startOf(node), node.end, undefined);
}

export function lowerTaggedTemplate(source: Source, node: ts.TaggedTemplateExpression): Template {
  const start = source.startOf(node);
  return makeTemplate(source, node.template, start, node.end, lowerExpression(source, node.tag));
}

function makeTemplate(
  source: Source,
  node: ts.TemplateLiteral,
  start: number,
  end: number,
  tag: Expression | undefined,
): Template {
  const parts: string[] = [];
  const values: Expression[] = [];
  if (node.kind === K.TemplateExpression) {
    parts.push(node.head.text);
    for (const span of node.templateSpans) {
      values.push(lowerExpression(source, span.expression));
      parts.push(span.literal.text);
    }
  } else parts.push(node.text);
  return { kind: "template", start, end, parent: undefined, order: undefined, parts, values, tag };
}
