/** Paths: what is known to hold where a statement runs, and which branches leave the function. */
import type { Expression, FunctionNode, If, Node, Statement } from "../ir/nodes.ts";
import { walk } from "../ir/walk.ts";

/** A condition that holds (or does not) at a place. */
export interface Guard {
  test: Expression;
  /** Whether `test` is true at the place. */
  holds: boolean;
  /** The branch that leaves, for an early exit. */
  exit?: Statement[];
  node: Node;
}

export type Exit = "return" | "throw" | "jump" | "call";

/** Calls that never come back, by the name of the function: framework conventions. */
const NEVER_RETURN = new Set([
  "notFound",
  "redirect",
  "permanentRedirect",
  "forbidden",
  "unauthorized",
  "abort",
  "exit",
]);

/** How a list of statements always leaves its surroundings; undefined when it may fall through. */
export function exitOf(statements: readonly Statement[]): Exit | undefined {
  for (const statement of statements) {
    const exit = exitOfStatement(statement);
    if (exit) return exit;
  }
  return undefined;
}

function exitOfStatement(statement: Statement): Exit | undefined {
  switch (statement.kind) {
    case "return":
      return "return";
    case "throw":
      return "throw";
    case "jump":
      return "jump";
    case "block":
    case "with":
      return exitOf(statement.body);
    case "if": {
      const then = exitOf(statement.then);
      return then && exitOf(statement.otherwise) ? then : undefined;
    }
    case "try": {
      const body = exitOf(statement.body);
      if (exitOf(statement.finally)) return exitOf(statement.finally);
      return body && statement.handlers.every(handler => exitOf(handler.body)) ? body : undefined;
    }
    case "expression": {
      let at: Expression = statement.expression;
      while (at.kind === "await") at = at.value;
      if (at.kind !== "call") return undefined;
      const callee = at.callee;
      const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
      return NEVER_RETURN.has(name) ? "call" : undefined;
    }
    default:
      return undefined;
  }
}

/** Everything known to hold at a node, within its function; nearest first. */
export function guardsAt(node: Node): Guard[] {
  const guards: Guard[] = [];
  for (let at: Node = node, parent = at.parent; parent && at.kind !== "function"; at = parent, parent = at.parent) {
    for (const list of statementLists(parent)) {
      const index = list.indexOf(at as Statement);
      if (index < 0) continue;
      for (let i = index - 1; i >= 0; i--) guards.push(...leftBehind(list[i]!));
    }
    if (parent.kind === "if" && parent.test !== at) {
      guards.push({ test: parent.test, holds: parent.then.includes(at as Statement), node: parent });
    }
    if (parent.kind === "conditional" && parent.test !== at)
      guards.push({ test: parent.test, holds: parent.then === at, node: parent });
    if (parent.kind === "binary" && parent.right === at && (parent.operator === "and" || parent.operator === "or"))
      guards.push({ test: parent.left, holds: parent.operator === "and", node: parent });
    if (parent.kind === "loop" && parent.test && parent.test !== at && parent.flavour !== "do-while")
      guards.push({ test: parent.test, holds: true, node: parent });
  }
  return guards;
}

/** Early exits of a function in source order: `if (test) { … leaves }`; inner functions are left out. */
export function earlyExits(fn: FunctionNode): { node: If; test: Expression; exit: Exit; when: boolean }[] {
  const found: { node: If; test: Expression; exit: Exit; when: boolean }[] = [];
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind !== "if") return undefined;
    const then = exitOf(node.then);
    if (then) found.push({ node, test: node.test, exit: then, when: true });
    const otherwise = exitOf(node.otherwise);
    if (otherwise) found.push({ node, test: node.test, exit: otherwise, when: false });
    return undefined;
  });
  return found;
}

/** Comparisons that must be so when `test` is `value`: `a == b` of `a == b and c`, with its truth. */
export function factsOf(
  test: Expression,
  value: boolean,
): { left: Expression; operator: string; right: Expression; holds: boolean }[] {
  if (test.kind === "unary" && test.operator === "not") return factsOf(test.operand, !value);
  if (test.kind !== "binary") return [];
  if ((test.operator === "and" && value) || (test.operator === "or" && !value))
    return [...factsOf(test.left, value), ...factsOf(test.right, value)];
  return [{ left: test.left, operator: test.operator, right: test.right, holds: value }];
}

/** The enclosing loops of a node within its function, innermost first. */
export function loopsAround(node: Node): Node[] {
  const loops: Node[] = [];
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent) if (at.kind === "loop") loops.push(at);
  return loops;
}

/** An `if` that left on one side tells that the other side holds after it. */
function leftBehind(statement: Statement): Guard[] {
  if (statement.kind !== "if") return [];
  if (exitOf(statement.then)) return [{ test: statement.test, holds: false, exit: statement.then, node: statement }];
  if (statement.otherwise.length > 0 && exitOf(statement.otherwise))
    return [{ test: statement.test, holds: true, exit: statement.otherwise, node: statement }];
  return [];
}

function statementLists(node: Node): Statement[][] {
  switch (node.kind) {
    case "function":
    case "module":
    case "block":
    case "handler":
    case "class":
      return [node.body];
    case "with":
      return [node.body];
    case "loop":
      return [node.body, node.otherwise];
    case "if":
      return [node.then, node.otherwise];
    case "try":
      return [[...node.body, ...node.otherwise], node.finally];
    case "switch":
      return node.cases.map(one => one.body);
    default:
      return [];
  }
}
