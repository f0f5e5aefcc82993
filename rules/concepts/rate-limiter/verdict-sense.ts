/** Verdicts that are truth values, and whether true allows. */
import type { Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isVerdictName, verdictAllows } from "./names.ts";

/** A verdict by itself: a truth value, a comparison, a name that says so. */
export function isBoolean(value: Expression, model: FileModel): boolean {
  switch (value.kind) {
    case "literal":
      return typeof value.value === "boolean";
    case "unary":
      return value.operator === "not";
    case "binary":
      if (value.operator === "and" || value.operator === "or")
        return isBoolean(value.left, model) && isBoolean(value.right, model);
      return /^(?:[<>]=?|[=!]=|in|not in)$/u.test(value.operator);
    case "member":
      return isVerdictName(value.name);
    case "name": {
      if (isVerdictName(value.name)) return true;
      const definition = model.definitionOf(value)?.value;
      return definition !== undefined && definition.kind !== "name" && isBoolean(definition, model);
    }
    default:
      return false;
  }
}

/** `count <= limit` is true for what is allowed. */
export function sense(value: Expression): boolean | undefined {
  if (value.kind === "unary") {
    const inner = sense(value.operand);
    return inner === undefined ? undefined : !inner;
  }
  if (value.kind === "name" || value.kind === "member") return verdictAllows(value.name);
  if (value.kind !== "binary") return undefined;
  const limitRight = /limit|max|quota|allowed|threshold|points|capacity/iu.test(nameOf(value.right));
  if (value.operator === "<" || value.operator === "<=") return limitRight ? true : undefined;
  return (value.operator === ">" || value.operator === ">=") && limitRight ? false : undefined;
}

/** `if (count >= limit) return false`: what is returned there refuses. */
export function literalSense(value: Expression, literal: boolean, fn: FunctionNode): boolean | undefined {
  for (let at: Node | undefined = value.parent; at && at !== fn; at = at.parent) {
    if (at.kind !== "if") continue;
    const over = at.test.kind === "binary" ? sense(at.test) : undefined;
    if (over === undefined) continue;
    const inThen = at.then.some(statement => value.start >= statement.start && value.end <= statement.end);
    return over === inThen ? literal : !literal;
  }
  return undefined;
}

function nameOf(value: Expression): string {
  return value.kind === "name" || value.kind === "member"
    ? value.name
    : value.kind === "call"
      ? nameOf(value.callee)
      : "";
}
