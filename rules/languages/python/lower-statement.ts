import type { Assign, Expression, Handler, If, Loop, Span, Statement, Throw, Try, With } from "../../ir/nodes.ts";
import { lowerExpression, lowerTarget } from "./lower-expression.ts";
import { lowerClass, lowerFunction } from "./lower-function.ts";
import { lowerFromImport, lowerImport } from "./lower-import.ts";
import { lowerMatch } from "./lower-match.ts";
import { arithmeticOperator } from "./lower-operator.ts";
import { holeAt, spanOf } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import { CLOSE } from "./source-text.ts";
import type { Py, PyExpression, PyStatement } from "./tree.ts";

/** The statements of a block; one Python statement may be several (`import a, b`, `del a, b`). */
export function lowerBody(low: Lowering, nodes: readonly PyStatement[] | undefined): Statement[] {
  const body: Statement[] = [];
  for (const node of nodes ?? []) {
    const lowered = lowerStatement(low, node);
    if (Array.isArray(lowered)) body.push(...lowered);
    else body.push(lowered);
  }
  return body;
}

function lowerStatement(low: Lowering, node: PyStatement): Statement | Statement[] {
  switch (node.nodeType) {
    case "Expr": {
      const expression = lowerExpression(low, node.value);
      if (expression.kind === "hole" && low.replaced.has(node.lineno)) return expression;
      return { kind: "expression", ...spanOf(low, node), expression };
    }
    case "Assign":
      return lowerAssign(low, node);
    case "AugAssign":
      return asStatement({
        kind: "assign",
        ...spanOf(low, node),
        targets: [lowerTarget(low, node.target)],
        operator: arithmeticOperator(node.op),
        value: lowerExpression(low, node.value),
      });
    case "AnnAssign":
      return lowerAnnotated(low, node);
    case "FunctionDef":
    case "AsyncFunctionDef":
      return lowerFunction(low, node);
    case "ClassDef":
      return lowerClass(low, node);
    case "Return":
      return { kind: "return", ...spanOf(low, node), value: node.value && lowerExpression(low, node.value) };
    case "Raise":
      return lowerRaise(low, node);
    case "Assert":
      return lowerAssert(low, node);
    case "Delete":
      return lowerDelete(low, node);
    case "If":
      return lowerIf(low, node);
    case "For":
    case "AsyncFor":
      return lowerFor(low, node);
    case "While":
      return lowerWhile(low, node);
    case "With":
    case "AsyncWith":
      return lowerWith(low, node);
    case "Try":
    case "TryStar":
      return lowerTry(low, node);
    case "Match":
      return lowerMatch(low, node);
    case "Import":
      return lowerImport(low, node);
    case "ImportFrom":
      return lowerFromImport(low, node);
    case "Global":
      return { kind: "scope-declaration", ...spanOf(low, node), names: node.names, flavour: "global" };
    case "Nonlocal":
      return { kind: "scope-declaration", ...spanOf(low, node), names: node.names, flavour: "nonlocal" };
    case "Break":
      return { kind: "jump", ...spanOf(low, node), flavour: "break" };
    case "Continue":
      return { kind: "jump", ...spanOf(low, node), flavour: "continue" };
    case "Pass":
      return { kind: "block", ...spanOf(low, node), body: [] };
    case "TypeAlias":
      return lowerTypeAlias(low, node);
    case "Comment":
      return [];
  }
}

function asStatement(expression: Expression): Statement {
  return { kind: "expression", start: expression.start, end: expression.end, expression };
}

function lowerAssign(low: Lowering, node: Py<"Assign">): Statement {
  const targets = node.targets.map(target => lowerTarget(low, target));
  return asStatement({
    kind: "assign",
    ...spanOf(low, node),
    targets,
    operator: "=",
    value: lowerExpression(low, node.value),
  });
}

/** `x: int = 1` declares; `self.x: int = 1` assigns. */
function lowerAnnotated(low: Lowering, node: Py<"AnnAssign">): Statement {
  const span = spanOf(low, node);
  const target = lowerTarget(low, node.target);
  const annotation = lowerExpression(low, node.annotation);
  const value = node.value && lowerExpression(low, node.value);
  if (target.kind !== "name" && value) {
    const assign: Assign = { kind: "assign", ...span, targets: [target], operator: "=", value, annotation };
    return asStatement(assign);
  }
  return { kind: "declare", ...span, target, value, annotation, constant: false, statement: span };
}

function lowerRaise(low: Lowering, node: Py<"Raise">): Throw {
  const lowered: Throw = { kind: "throw", ...spanOf(low, node) };
  if (node.exc) lowered.value = lowerExpression(low, node.exc);
  if (node.cause) lowered.cause = lowerExpression(low, node.cause);
  return lowered;
}

/** `assert test, message` → `if not test: raise AssertionError(message)`. */
function lowerAssert(low: Lowering, node: Py<"Assert">): If {
  const span = spanOf(low, node);
  const operand = lowerExpression(low, node.test);
  const message = node.msg && lowerExpression(low, node.msg);
  const end = span.start + "assert".length;
  const value: Expression = {
    kind: "call",
    ...span,
    callee: { kind: "name", start: span.start, end, name: "AssertionError" },
    args: message ? [{ kind: "argument", start: message.start, end: message.end, value: message }] : [],
    argsStart: span.end,
  };
  const test: Expression = { kind: "unary", start: operand.start, end: operand.end, operator: "not", operand };
  return { kind: "if", ...span, test, then: [{ kind: "throw", ...span, value }], otherwise: [] };
}

/** One statement per target; the first begins at the keyword, the last ends with the statement. */
function lowerDelete(low: Lowering, node: Py<"Delete">): Statement[] {
  const span = spanOf(low, node);
  return node.targets.map((target, i) => {
    const operand = lowerExpression(low, target);
    const start = i === 0 ? span.start : operand.start;
    const end = i === node.targets.length - 1 ? span.end : operand.end;
    return asStatement({ kind: "unary", start, end, operator: "delete", operand });
  });
}

/** A chain of `elif` may be longer than the stack is deep. */
function lowerIf(low: Lowering, node: Py<"If">): If {
  const first = lowerIfAlone(low, node);
  let last = first;
  let rest = node.orelse;
  for (let next = onlyElif(low, rest); next !== undefined; next = onlyElif(low, rest)) {
    const lowered = lowerIfAlone(low, next);
    last.otherwise = [lowered];
    last = lowered;
    rest = next.orelse;
  }
  last.otherwise = lowerBody(low, rest);
  return first;
}

function lowerIfAlone(low: Lowering, node: Py<"If">): If {
  const { typeChecking } = low;
  const test = lowerExpression(low, node.test);
  low.typeChecking ||= isTypeChecking(node.test);
  const then = lowerBody(low, node.body);
  low.typeChecking = typeChecking;
  return { kind: "if", ...spanOf(low, node), test, then, otherwise: [] };
}

/** The `If` of an `elif`, or the lone one under an `else`, which means the same. */
function onlyElif(low: Lowering, statements: readonly PyStatement[]): Py<"If"> | undefined {
  const only = statements.length === 1 ? statements[0] : undefined;
  return only?.nodeType === "If" && !low.replaced.has(only.lineno) ? only : undefined;
}

function isTypeChecking(test: PyExpression): boolean {
  if (test.nodeType === "Name") return test.id === "TYPE_CHECKING";
  return test.nodeType === "Attribute" && test.attr === "TYPE_CHECKING";
}

function lowerFor(low: Lowering, node: Py<"For" | "AsyncFor">): Loop {
  const { start, end } = spanOf(low, node);
  const target = lowerTarget(low, node.target);
  const iterable = lowerExpression(low, node.iter);
  const lowered: Loop = {
    kind: "loop",
    start,
    end,
    flavour: "for-each",
    target,
    iterable,
    body: lowerBody(low, node.body),
    otherwise: lowerBody(low, node.orelse),
    headSpan: headSpan(low, start, iterable.end),
  };
  if (node.nodeType === "AsyncFor") lowered.async = true;
  return lowered;
}

function lowerWhile(low: Lowering, node: Py<"While">): Loop {
  const { start, end } = spanOf(low, node);
  const test = lowerExpression(low, node.test);
  return {
    kind: "loop",
    start,
    end,
    flavour: "while",
    test,
    body: lowerBody(low, node.body),
    otherwise: lowerBody(low, node.orelse),
    headSpan: headSpan(low, start, test.end),
  };
}

/** Up to the colon: nothing but closing parentheses stands between the last expression and it. */
function headSpan(low: Lowering, start: number, expressionEnd: number): Span {
  const { source } = low;
  let end = expressionEnd;
  for (let at = source.skipBlank(end); source.text.charCodeAt(at) === CLOSE; at = source.skipBlank(end)) end = at + 1;
  return { start, end };
}

function lowerWith(low: Lowering, node: Py<"With" | "AsyncWith">): With {
  const items = node.items.map(item => ({
    context: lowerExpression(low, item.context_expr),
    target: item.optional_vars && lowerTarget(low, item.optional_vars),
  }));
  const lowered: With = { kind: "with", ...spanOf(low, node), items, body: lowerBody(low, node.body) };
  if (node.nodeType === "AsyncWith") lowered.async = true;
  return lowered;
}

function lowerTry(low: Lowering, node: Py<"Try" | "TryStar">): Try {
  return {
    kind: "try",
    ...spanOf(low, node),
    body: lowerBody(low, node.body),
    handlers: node.handlers.map(handler => lowerHandler(low, handler)),
    otherwise: lowerBody(low, node.orelse),
    finally: lowerBody(low, node.finalbody),
  };
}

function lowerHandler(low: Lowering, node: Py<"ExceptHandler">): Handler {
  const span = spanOf(low, node);
  const { type } = node;
  const types = type?.nodeType === "Tuple" ? type.elts : type ? [type] : [];
  const lowered: Handler = {
    kind: "handler",
    ...span,
    types: types.map(one => lowerExpression(low, one)),
    body: [],
  };
  if (node.name !== undefined && node.name !== null) {
    const typeEnd = type ? low.source.endOf(type) : span.start;
    lowered.name = { kind: "name", ...boundName(low, typeEnd), name: node.name };
  }
  lowered.body = lowerBody(low, node.body);
  return lowered;
}

/** The range of the name in `except (A) as name`, given the end of the types. */
function boundName(low: Lowering, typeEnd: number): Span {
  const { source } = low;
  const as = source.wordAt(headSpan(low, typeEnd, typeEnd).end, "as");
  return as ? source.identifierAt(as.end) : { start: typeEnd, end: typeEnd };
}

function lowerTypeAlias(low: Lowering, node: Py<"TypeAlias">): Statement {
  const span = spanOf(low, node);
  const value = lowerExpression(low, node.value);
  if (node.name.nodeType !== "Name") return holeAt(span, [value]);
  return { kind: "type-alias", ...span, name: node.name.id, value };
}
