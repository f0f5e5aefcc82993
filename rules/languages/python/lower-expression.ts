import type {
  Argument,
  Comprehension,
  Expression,
  Hole,
  ObjectLiteral,
  Pattern,
  PatternElement,
  Property,
  Span,
  Template,
} from "../../ir/nodes.ts";
import { childrenOf } from "../../ir/walk.ts";
import { lowerLambda } from "./lower-function.ts";
import { lowerConstant } from "./lower-literal.ts";
import { lowerBinary, lowerComparison, lowerLogic, lowerUnary } from "./lower-operator.ts";
import { holeAt, isFiller, spanOf } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import { CLOSE } from "./source-text.ts";
import type { Py, PyExpression } from "./tree.ts";

/** Any expression in value position. */
export function lowerExpression(low: Lowering, node: PyExpression): Expression {
  const start = low.source.startOf(node);
  const end = low.source.endOf(node);
  switch (node.nodeType) {
    case "Name":
      return isFiller(low, node) ? holeAt({ start, end }) : { kind: "name", start, end, name: node.id };
    case "Constant":
      return lowerConstant(low, node);
    case "Attribute":
    case "Call":
    case "Subscript":
      return lowerPostfix(low, node);
    case "BinOp":
      return lowerBinary(low, node);
    case "JoinedStr":
      return lowerTemplate(low, node);
    case "List":
      return { kind: "list", start, end, items: lowerAll(low, node.elts), flavour: "list" };
    case "Tuple":
      return { kind: "list", start, end, items: lowerAll(low, node.elts), flavour: "tuple" };
    case "Set":
      return { kind: "list", start, end, items: lowerAll(low, node.elts), flavour: "set" };
    case "Dict":
      return lowerDict(low, node);
    case "Slice":
      return lowerSlice(low, node);
    case "Starred":
      return { kind: "spread", start, end, value: lowerExpression(low, node.value) };
    case "Compare":
      return lowerComparison(low, node);
    case "BoolOp":
      return lowerLogic(low, node);
    case "UnaryOp":
      return lowerUnary(low, node);
    case "IfExp": {
      const then = lowerExpression(low, node.body);
      const test = lowerExpression(low, node.test);
      return { kind: "conditional", start, end, test, then, otherwise: lowerExpression(low, node.orelse) };
    }
    case "Lambda":
      return lowerLambda(low, node);
    case "NamedExpr":
      return {
        kind: "assign",
        start,
        end,
        targets: [lowerTarget(low, node.target)],
        operator: "=",
        value: lowerExpression(low, node.value),
      };
    case "Await":
      return { kind: "await", start, end, value: lowerExpression(low, node.value) };
    case "Yield":
      if (low.enclosing) low.enclosing.yields = true;
      return { kind: "yield", start, end, value: node.value && lowerExpression(low, node.value) };
    case "YieldFrom":
      if (low.enclosing) low.enclosing.yields = true;
      return { kind: "yield", start, end, value: lowerExpression(low, node.value), delegate: true };
    case "ListComp":
      return lowerComprehension(low, node, "list", node.elt);
    case "SetComp":
      return lowerComprehension(low, node, "set", node.elt);
    case "GeneratorExp":
      return lowerComprehension(low, node, "generator", node.elt);
    case "DictComp":
      return lowerComprehension(low, node, "dict", node.value, node.key);
    case "TemplateStr":
    case "FormattedValue":
    case "Interpolation":
      return holeAt({ start, end }, interpolatedValues(low, node));
  }
}

/** What stands left of `=`, after `for` and after `as`. */
export function lowerTarget(low: Lowering, node: PyExpression): Pattern {
  switch (node.nodeType) {
    case "Name":
    case "Attribute":
    case "Subscript":
      return lowerExpression(low, node) as Pattern;
    case "Tuple":
    case "List":
      return {
        kind: "list-pattern",
        ...spanOf(low, node),
        items: node.elts.map(item => lowerPatternElement(low, item)),
      };
    default:
      return holeAt(spanOf(low, node), [lowerExpression(low, node)]);
  }
}

/** Keyword argument of a call or a class; `**mapping` when it has no name. */
export function lowerKeyword(low: Lowering, node: Py<"Keyword">): Argument {
  const span = spanOf(low, node);
  const value = lowerExpression(low, node.value);
  if (node.arg === undefined) return { kind: "argument", ...span, value, spread: "keyword" };
  return { kind: "argument", ...span, name: node.arg, value };
}

function lowerAll(low: Lowering, nodes: readonly PyExpression[]): Expression[] {
  return nodes.map(node => lowerExpression(low, node));
}

function lowerPatternElement(low: Lowering, node: PyExpression): PatternElement {
  const span = spanOf(low, node);
  if (node.nodeType === "Starred") {
    return { kind: "pattern-element", ...span, target: lowerTarget(low, node.value), rest: true };
  }
  return { kind: "pattern-element", ...span, target: lowerTarget(low, node) };
}

/** Member access, calls and subscripts, bottom up along the chain: `a.b().c()…` may be longer than the stack is deep. */
function lowerPostfix(low: Lowering, node: Py<"Attribute" | "Call" | "Subscript">): Expression {
  const chain: Py<"Attribute" | "Call" | "Subscript">[] = [];
  let root: PyExpression = node;
  while (root.nodeType === "Attribute" || root.nodeType === "Call" || root.nodeType === "Subscript") {
    chain.push(root);
    root = root.nodeType === "Call" ? root.func : root.value;
  }
  let lowered = lowerExpression(low, root);
  for (let link = chain.pop(); link !== undefined; link = chain.pop()) {
    const start = low.source.startOf(link);
    const end = low.source.endOf(link);
    if (link.nodeType === "Call") lowered = lowerCall(low, link, lowered, { start, end });
    else if (link.nodeType === "Subscript") {
      lowered = { kind: "index", start, end, object: lowered, index: lowerExpression(low, link.slice) };
    } else {
      const nameSpan = low.source.identifierBefore(end);
      lowered = { kind: "member", start, end, object: lowered, name: link.attr, nameSpan };
    }
  }
  return lowered;
}

function lowerCall(low: Lowering, node: Py<"Call">, callee: Expression, { start, end }: Span): Expression {
  const argsStart = low.source.afterOpenParenthesis(callee.end, end);
  const args = node.args.map(arg => lowerArgument(low, arg));
  for (const keyword of node.keywords) args.push(lowerKeyword(low, keyword));
  if (node.keywords.length > 0 && node.args.length > 0) args.sort((a, b) => a.start - b.start);
  const only = args[0];
  if (only !== undefined && only.start < argsStart) insideParentheses(low, only, argsStart);
  return { kind: "call", start, end, callee, args, argsStart };
}

function lowerArgument(low: Lowering, node: PyExpression): Argument {
  const span = spanOf(low, node);
  if (node.nodeType !== "Starred") return { kind: "argument", ...span, value: lowerExpression(low, node) };
  return { kind: "argument", ...span, value: lowerExpression(low, node.value), spread: "positional" };
}

/** `f(x for x in y)`: CPython gives the generator the parentheses of the call, the argument is what stands between them. */
function insideParentheses(low: Lowering, argument: Argument, argsStart: number): void {
  const { source } = low;
  const innerEnd = Math.max(argsStart, ...childrenOf(argument.value).map(child => child.end));
  const last = argument.end - 1;
  const end = last >= innerEnd && source.text.charCodeAt(last) === CLOSE ? last : argument.end;
  const start = source.skipBlank(argsStart, end);
  Object.assign(argument, { start, end });
  Object.assign(argument.value, { start, end });
}

/** The parts of the bounds that are not written have no width. */
function lowerSlice(low: Lowering, node: Py<"Slice">): Expression {
  const { start, end } = spanOf(low, node);
  const items: Expression[] = [];
  let at = start;
  const bounds = node.step ? [node.lower, node.upper, node.step] : [node.lower, node.upper];
  for (const bound of bounds) {
    const item = bound ? lowerExpression(low, bound) : holeAt({ start: at, end: at });
    at = item.end;
    items.push(item);
  }
  return { kind: "list", start, end, items, flavour: "slice" };
}

function lowerDict(low: Lowering, node: Py<"Dict">): ObjectLiteral {
  const { start, end } = spanOf(low, node);
  let previousEnd = start + 1;
  const properties = node.values.map((valueNode, i): Property => {
    const keyNode = node.keys[i];
    const value = lowerExpression(low, valueNode);
    const { end: valueEnd } = low.source.withParentheses(previousEnd, value.start, value.end);
    const property = keyNode
      ? keyedProperty(low, keyNode, value, valueEnd)
      : spreadProperty(low, value, previousEnd, valueEnd);
    previousEnd = valueEnd;
    return property;
  });
  return { kind: "object", start, end, properties };
}

function keyedProperty(low: Lowering, node: PyExpression, value: Expression, end: number): Property {
  const keyNode = lowerExpression(low, node);
  const property: Property = { kind: "property", start: keyNode.start, end, keyNode, value };
  if (keyNode.kind === "literal" && keyNode.flavour === undefined) {
    if (typeof keyNode.value === "string" || typeof keyNode.value === "number") property.key = String(keyNode.value);
  }
  return property;
}

function spreadProperty(low: Lowering, value: Expression, from: number, end: number): Property {
  const stars = low.source.text.indexOf("**", low.source.skipBlank(from));
  const start = stars >= from && stars < value.start ? stars : value.start;
  return { kind: "property", start, end, keyNode: value, value, spread: true };
}

function lowerTemplate(low: Lowering, node: Py<"JoinedStr">): Template {
  const template: Template = { kind: "template", ...spanOf(low, node), parts: [""], values: [] };
  for (const piece of node.values) {
    if (piece.nodeType === "Constant") template.parts[template.parts.length - 1] += String(piece.value);
    else {
      for (const value of interpolatedValues(low, piece)) {
        template.values.push(value);
        template.parts.push("");
      }
    }
  }
  return template;
}

/** The values in braces; those in a format specification follow the value that they format. */
function interpolatedValues(low: Lowering, node: PyExpression): Expression[] {
  switch (node.nodeType) {
    case "FormattedValue":
    case "Interpolation": {
      const value = lowerExpression(low, node.value);
      return node.format_spec ? [value, ...interpolatedValues(low, node.format_spec)] : [value];
    }
    case "JoinedStr":
    case "TemplateStr":
      return node.values.flatMap(value => interpolatedValues(low, value));
    default:
      return [];
  }
}

function lowerComprehension(
  low: Lowering,
  node: Py<"ListComp" | "SetComp" | "DictComp" | "GeneratorExp">,
  flavour: Comprehension["flavour"],
  elementNode: PyExpression,
  keyNode?: PyExpression,
): Comprehension | Hole {
  const key = keyNode && lowerExpression(low, keyNode);
  const element = lowerExpression(low, elementNode);
  const loops = node.generators.map(loop => ({
    target: lowerTarget(low, loop.target),
    iterable: lowerExpression(low, loop.iter),
    tests: lowerAll(low, loop.ifs),
  }));
  const comprehension: Comprehension = { kind: "comprehension", ...spanOf(low, node), flavour, element, loops };
  if (key) comprehension.key = key;
  return comprehension;
}
