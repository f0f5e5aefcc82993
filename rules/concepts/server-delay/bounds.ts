/** What is known of a value where it is used: comparisons that hold, assignments that hold it, tests for NaN. */
import type { Expression, Name, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { factsOf, guardsAt } from "../../semantics/guards.ts";

export interface Bounds {
  upper?: true;
  lower?: true;
}

/** Comparisons of `value` that must hold at `at`. */
export function boundsAt(value: Expression, at: Node, model: FileModel): Bounds {
  const bounds: Bounds = {};
  for (const guard of guardsAt(at))
    for (const fact of factsOf(guard.test, guard.holds)) {
      const side = mentions(fact.left, value, model) ? 1 : mentions(fact.right, value, model) ? -1 : 0;
      if (side === 0) continue;
      const greater = /^>=?$/u.test(fact.operator) ? 1 : /^<=?$/u.test(fact.operator) ? -1 : 0;
      const direction = greater * side * (fact.holds ? 1 : -1);
      if (direction < 0 && !isZero(side > 0 ? fact.right : fact.left)) bounds.upper = true;
      if (direction > 0) bounds.lower = true;
    }
  return bounds;
}

/** `delay = Math.min(delay, MAX)` and `if (delay > MAX) delay = MAX` before the use. */
export function reboundAt(value: Name, at: Node, model: FileModel): Bounds {
  const binding = model.bindingOf(value);
  const bounds: Bounds = {};
  if (!binding || binding.definitions.length < 2) return bounds;
  for (const { node, value: given } of binding.definitions) {
    if (!given || node.start > at.start) continue;
    if (given.kind === "call" && mentions(given, value, model)) {
      const name = given.callee.kind === "member" || given.callee.kind === "name" ? given.callee.name : "";
      if (/min|clamp|cap|bound|limit/iu.test(name)) bounds.upper = true;
      if (/max|clamp|bound/iu.test(name) || /\bmax\(/u.test(model.source(given))) bounds.lower = true;
      if (/\bmin\(/u.test(model.source(given))) bounds.upper = true;
    } else {
      const before = boundsAt(value, node, model);
      // The branch that assigns is the one in which the value was out of bounds.
      if (before.lower) bounds.upper = true;
      if (before.upper) bounds.lower = true;
    }
  }
  return bounds;
}

/** `Number.isNaN(seconds)`, `if (seconds)`, `seconds > 0`: what is no number takes another way. */
export function isChecked(value: Name, model: FileModel): boolean {
  return (model.bindingOf(value)?.references ?? []).some(reference => {
    const parent = reference.parent;
    if (parent?.kind === "argument" && parent.parent?.kind === "call") {
      const { callee } = parent.parent;
      return (
        (callee.kind === "name" || callee.kind === "member") &&
        /^is_?(NaN|Finite|Integer|SafeInteger|digit|nan|finite)$/iu.test(callee.name)
      );
    }
    if (parent?.kind === "member") return /^(isdigit|isnumeric|isdecimal)$/u.test(parent.name);
    // In Python what is no number raises before any test.
    return !model.python && isTest(reference);
  });
}

function isTest(node: Node): boolean {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if ((parent.kind === "if" || parent.kind === "conditional") && parent.test === at) return true;
    if (parent.kind === "unary" && parent.operator === "not") continue;
    if (parent.kind !== "binary" || !["and", "or", "<", "<=", ">", ">="].includes(parent.operator)) return false;
  }
  return false;
}

function mentions(expression: Expression, value: Expression, model: FileModel): boolean {
  const binding = value.kind === "name" ? model.bindingOf(value) : undefined;
  const text = model.source(value);
  let found = false;
  walk(expression, node => {
    if (found || node.kind === "function") return false;
    if (node.kind === "name" && binding && model.bindingOf(node) === binding) found = true;
    if (node.kind === "member" && !binding && model.source(node) === text) found = true;
    return undefined;
  });
  return found;
}

/** `delay <= 0` is no upper bound worth the name. */
function isZero(expression: Expression): boolean {
  return expression.kind === "literal" && expression.value === 0;
}
