import type { Binary, BinaryOperator, Expression, Unary } from "../../ir/nodes.ts";
import { lowerExpression } from "./lower-expression.ts";
import { holeAt, spanOf } from "./lowering.ts";
import type { Lowering } from "./lowering.ts";
import type { Py, PyExpression } from "./tree.ts";

/** The operator of `+=` and its like. */
export function arithmeticOperator(op: Py<"BinOp">["op"]): BinaryOperator {
  return ARITHMETIC[op.nodeType];
}

/** Bottom up along the left operands, as a sum may have more operands than the stack has room. */
export function lowerBinary(low: Lowering, node: Py<"BinOp">): Expression {
  const chain: Py<"BinOp">[] = [];
  let first: PyExpression = node;
  while (first.nodeType === "BinOp") {
    chain.push(first);
    first = first.left;
  }
  let left = lowerExpression(low, first);
  for (let link = chain.pop(); link !== undefined; link = chain.pop()) {
    const right = lowerExpression(low, link.right);
    left = { kind: "binary", ...spanOf(low, link), operator: ARITHMETIC[link.op.nodeType], left, right };
  }
  return left;
}

export function lowerUnary(low: Lowering, node: Py<"UnaryOp">): Expression {
  return {
    kind: "unary",
    ...spanOf(low, node),
    operator: SIGNS[node.op.nodeType],
    operand: lowerExpression(low, node.operand),
  };
}

/** `a and b and c` → `(a and b) and c`. */
export function lowerLogic(low: Lowering, node: Py<"BoolOp">): Expression {
  const start = low.source.startOf(node);
  const operator = node.op.nodeType === "And" ? "and" : "or";
  let left: Expression | undefined;
  let previousEnd = start;
  for (const value of node.values) {
    const right = lowerExpression(low, value);
    const { end } = low.source.withParentheses(previousEnd, right.start, right.end);
    left = left === undefined ? right : { kind: "binary", start, end, operator, left, right };
    previousEnd = end;
  }
  if (left === undefined) return holeAt(spanOf(low, node));
  return node.values.length > 1 ? { ...left, end: low.source.endOf(node) } : left;
}

/** `a < b < c` → `a < b and b < c`; a middle operand that may have effects is a hole in its second place. */
export function lowerComparison(low: Lowering, node: Py<"Compare">): Expression {
  const { start, end } = spanOf(low, node);
  const terms: Binary[] = [];
  let left = lowerExpression(low, node.left);
  let leftNode = node.left;
  let outer = low.source.withParentheses(start, left.start, left.end);
  for (const [i, rightNode] of node.comparators.entries()) {
    if (i > 0) left = isRepeatable(leftNode) ? lowerExpression(low, leftNode) : holeAt(spanOf(low, leftNode));
    const right = lowerExpression(low, rightNode);
    const rightOuter = low.source.withParentheses(outer.end, right.start, right.end);
    const operator = COMPARISON[node.ops[i]!.nodeType];
    terms.push({ kind: "binary", start: i === 0 ? start : outer.start, end: rightOuter.end, operator, left, right });
    leftNode = rightNode;
    outer = rightOuter;
  }
  const [first, ...others] = terms;
  if (first === undefined) return left;
  if (others.length === 0) return { ...first, end };
  return others.reduce<Binary>(
    (all, term) => ({ kind: "binary", start, end: term.end, operator: "and", left: all, right: term }),
    first,
  );
}

function isRepeatable(node: PyExpression): boolean {
  let at = node;
  while (at.nodeType === "Attribute" || at.nodeType === "UnaryOp")
    at = at.nodeType === "Attribute" ? at.value : at.operand;
  return at.nodeType === "Name" || at.nodeType === "Constant";
}

const ARITHMETIC: Record<Py<"BinOp">["op"]["nodeType"], BinaryOperator> = {
  Add: "+",
  Sub: "-",
  Mult: "*",
  MatMult: "@",
  Div: "/",
  Mod: "%",
  Pow: "**",
  LShift: "<<",
  RShift: ">>",
  BitOr: "|",
  BitXor: "^",
  BitAnd: "&",
  FloorDiv: "//",
};

const COMPARISON: Record<Py<"Compare">["ops"][number]["nodeType"], BinaryOperator> = {
  Eq: "==",
  NotEq: "!=",
  Lt: "<",
  LtE: "<=",
  Gt: ">",
  GtE: ">=",
  Is: "==",
  IsNot: "!=",
  In: "in",
  NotIn: "not in",
};

const SIGNS: Record<Py<"UnaryOp">["op"]["nodeType"], Unary["operator"]> = {
  Not: "not",
  USub: "-",
  UAdd: "+",
  Invert: "~",
};
