import type { ClassNode, Decorator, Expression, FunctionNode, Parameter, Span, Statement } from "../../ir/nodes.ts";
import { lowerExpression, lowerKeyword } from "./lower-expression.ts";
import { lowerBody } from "./lower-statement.ts";
import { holeAt, isFiller, spanOf } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import type { Py, PyExpression, PyFunction } from "./tree.ts";

/** The node begins at its first decorator, unlike CPython's, so that children lie within their parent. */
export function lowerFunction(low: Lowering, node: PyFunction): FunctionNode {
  const keyword = low.source.startOf(node);
  const end = low.source.endOf(node);
  const async = node.nodeType === "AsyncFunctionDef";
  const decorators = lowerDecorators(low, node.decorator_list, keyword);
  const method = low.inClassBody ? methodKind(node) : undefined;
  const params = lowerParameters(low, node.args);
  const returnType = node.returns && lowerExpression(low, node.returns);
  const exported = low.atModuleLevel;
  const { body, yields } = lowerFunctionBody(low, () => lowerBody(low, node.body));
  const lowered: FunctionNode = {
    kind: "function",
    start: decorators[0]?.start ?? keyword,
    end,
    name: node.name,
    nameSpan: declaredName(low, keyword, async ? ["async", "def"] : ["def"]),
    params,
    body,
    decorators,
    bodySpan: bodySpan(low, keyword, body, end),
  };
  if (async) lowered.async = true;
  if (yields) lowered.generator = true;
  if (method) lowered.method = method;
  if (returnType) lowered.returnType = returnType;
  if (exported) lowered.exported = true;
  return lowered;
}

export function lowerLambda(low: Lowering, node: Py<"Lambda">): FunctionNode {
  const params = lowerParameters(low, node.args);
  const { body, yields } = lowerFunctionBody(low, () => {
    const value = lowerExpression(low, node.body);
    return [{ kind: "return", start: value.start, end: value.end, value }];
  });
  const bodySpan = { start: body[0]!.start, end: body[0]!.end };
  const lowered: FunctionNode = {
    kind: "function",
    ...spanOf(low, node),
    params,
    body,
    expressionBody: true,
    decorators: [],
    bodySpan,
  };
  if (yields) lowered.generator = true;
  return lowered;
}

export function lowerClass(low: Lowering, node: Py<"ClassDef">): ClassNode {
  const keyword = low.source.startOf(node);
  const decorators = lowerDecorators(low, node.decorator_list, keyword);
  const exported = low.atModuleLevel;
  const outer = { ...low };
  low.inClassBody = true;
  low.atModuleLevel = false;
  const body = lowerBody(low, node.body);
  low.inClassBody = outer.inClassBody;
  low.atModuleLevel = outer.atModuleLevel;
  const lowered: ClassNode = {
    kind: "class",
    start: decorators[0]?.start ?? keyword,
    end: low.source.endOf(node),
    name: node.name,
    nameSpan: declaredName(low, keyword, ["class"]),
    bases: node.bases.map(base => lowerExpression(low, base)),
    keywords: node.keywords.map(argument => lowerKeyword(low, argument)),
    body,
    decorators,
  };
  if (exported) lowered.exported = true;
  return lowered;
}

/** Runs `lower` as the inside of a function and tells whether a `yield` was met in it. */
function lowerFunctionBody(low: Lowering, lower: () => Statement[]): { body: Statement[]; yields: boolean } {
  const { enclosing, inClassBody, atModuleLevel } = low;
  const inner = { yields: false };
  low.enclosing = inner;
  low.inClassBody = false;
  low.atModuleLevel = false;
  const body = lower();
  low.enclosing = enclosing;
  low.inClassBody = inClassBody;
  low.atModuleLevel = atModuleLevel;
  return { body, yields: inner.yields };
}

function lowerDecorators(low: Lowering, nodes: readonly PyExpression[], keyword: number): Decorator[] {
  const { source } = low;
  return nodes.map((node, i) => {
    const expression = lowerExpression(low, node);
    const line = source.lineStartAt(expression.start);
    const at = source.lastBefore(expression.start, line, 64);
    const start = at < 0 ? expression.start : at;
    const limit = nodes[i + 1] ? source.startOf(nodes[i + 1]!) : keyword;
    const { end } = source.withParentheses(start + 1, expression.start, expression.end);
    return { kind: "decorator", start, end: Math.min(end, limit), expression };
  });
}

function methodKind(node: PyFunction): FunctionNode["method"] {
  for (const decorator of node.decorator_list) {
    const kind = DECORATED_METHODS.get(lastName(decorator) ?? "");
    if (kind) return kind;
  }
  return node.name === "__init__" ? "constructor" : "method";
}

const DECORATED_METHODS: ReadonlyMap<string, FunctionNode["method"]> = new Map([
  ["staticmethod", "static"],
  ["classmethod", "classmethod"],
  ["property", "getter"],
  ["cached_property", "getter"],
  ["abstractproperty", "getter"],
  ["getter", "getter"],
  ["setter", "setter"],
]);

function lastName(node: PyExpression): string | undefined {
  if (node.nodeType === "Name") return node.id;
  return node.nodeType === "Attribute" ? node.attr : undefined;
}

/** The range of the name after `keywords`. */
function declaredName(low: Lowering, start: number, keywords: readonly string[]): Span {
  let at = start;
  for (const keyword of keywords) at = low.source.wordAt(at, keyword)?.end ?? at;
  return low.source.identifierAt(at);
}

/** From the line of the first statement, or from that statement when it stands in the line of the header. */
function bodySpan(low: Lowering, keyword: number, body: readonly Statement[], end: number): Span {
  const first = body[0];
  if (first === undefined) return { start: end, end };
  const line = low.source.lineStartAt(first.start);
  const sameLine = low.source.skipBlank(line, first.start) < first.start;
  return { start: sameLine || line <= keyword ? first.start : line, end };
}

function lowerParameters(low: Lowering, node: Py<"Arguments">): Parameter[] {
  const plain = [...node.posonlyargs, ...node.args];
  const firstDefault = plain.length - node.defaults.length;
  const params = plain.map((arg, i) => lowerParameter(low, arg, node.defaults[i - firstDefault]));
  if (node.vararg) params.push(lowerRest(low, node.vararg, "positional"));
  for (const [i, arg] of node.kwonlyargs.entries()) params.push(lowerParameter(low, arg, node.kw_defaults[i]));
  if (node.kwarg) params.push(lowerRest(low, node.kwarg, "keyword"));
  return params;
}

function lowerParameter(low: Lowering, node: Py<"Arg">, defaultNode: PyExpression | null | undefined): Parameter {
  const { start, end: nameEnd } = spanOf(low, node);
  const annotation = node.annotation && lowerExpression(low, node.annotation);
  const value = defaultNode ? lowerExpression(low, defaultNode) : undefined;
  const end = value ? low.source.withParentheses(nameEnd, value.start, value.end).end : nameEnd;
  return named(low, node, { kind: "parameter", start, end }, annotation, value);
}

/** CPython's range of `*args` begins at the name. */
function lowerRest(low: Lowering, node: Py<"Arg">, rest: "positional" | "keyword"): Parameter {
  const { start: nameStart, end } = spanOf(low, node);
  const start = isFiller(low, node) ? nameStart : low.source.starsBefore(nameStart);
  const annotation = node.annotation && lowerExpression(low, node.annotation);
  return named(low, node, { kind: "parameter", start, end, rest }, annotation);
}

function named(
  low: Lowering,
  node: Py<"Arg">,
  parameter: Parameter,
  annotation: Expression | undefined,
  value?: Expression,
): Parameter {
  if (isFiller(low, node)) parameter.pattern = holeAt(spanOf(low, node));
  else parameter.name = node.arg;
  if (annotation) parameter.annotation = annotation;
  if (value) parameter.default = value;
  return parameter;
}
