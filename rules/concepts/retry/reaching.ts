/** Which definition of a variable a use sees, and the clamps that come after it. */
import type { Assign, Expression, Name, Node } from "../../ir/nodes.ts";
import type { Binding, Definition } from "../../semantics/bindings.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { enclosing, isWithin, mayPrecede, repeatingLoops } from "./positions.ts";

/**
 * The definition that surely ran last before a use in the same turn of every loop around it: in a block around the use.
 * Undefined when a branch may have changed the variable since, other than by clamping it.
 */
export function reachingDefinition(binding: Binding, use: Name, model: FileModel): Definition | undefined {
  const before = binding.definitions.filter(one => mayPrecede(one.node, use) && enclosing(one.node) === enclosing(use));
  const last = before.findLast(one => dominates(one.node, use));
  if (!last?.value || last.steps.length > 0) return undefined;
  const since = before.slice(before.indexOf(last) + 1);
  return since.every(one => clampOf(one, binding, model) !== undefined) ? last : undefined;
}

/** The values that clamp a variable anywhere: `if delay > MAX: delay = MAX`. */
export function clampsOf(binding: Binding, model: FileModel): Expression[] {
  return binding.definitions.flatMap(one => clampOf(one, binding, model) ?? []);
}

function clampOf(definition: Definition, binding: Binding, model: FileModel): Expression | undefined {
  if (definition.compound || definition.node.kind !== "assign" || !definition.value) return undefined;
  return isClamp(definition.node, part => part.kind === "name" && model.bindingOf(part) === binding)
    ? definition.value
    : undefined;
}

/** The assignment stands in an `if` that found the variable too large. */
export function isClamp(assign: Assign, isVariable: (part: Expression) => boolean): boolean {
  for (
    let at: Node | undefined = assign.parent, inner: Node = assign;
    at && at.kind !== "function";
    inner = at, at = at.parent
  ) {
    if (at.kind !== "if" || !at.then.some(one => one === inner || isWithin(inner, one))) continue;
    const test = at.test;
    if (test.kind !== "binary") continue;
    if ((test.operator === ">" || test.operator === ">=") && isVariable(test.left)) return true;
    if ((test.operator === "<" || test.operator === "<=") && isVariable(test.right)) return true;
  }
  return false;
}

/** `if (delay < MAX) delay *= 2`: the value that the variable was still below when it grew. */
export function boundOfGrowth(update: Assign, isVariable: (part: Expression) => boolean): Expression | undefined {
  for (
    let at: Node | undefined = update.parent, inner: Node = update;
    at && at.kind !== "function";
    inner = at, at = at.parent
  ) {
    if (at.kind !== "if" || at.test.kind !== "binary" || !at.then.some(one => one === inner || isWithin(inner, one)))
      continue;
    const { operator, left, right } = at.test;
    if ((operator === "<" || operator === "<=") && isVariable(left)) return right;
    if ((operator === ">" || operator === ">=") && isVariable(right)) return left;
  }
  return undefined;
}

function dominates(definition: Node, use: Node): boolean {
  const block = blockOf(definition);
  return block !== undefined && isWithin(use, block) && repeatingLoops(use).every(loop => isWithin(definition, loop));
}

/** The range of the list of statements that a node stands in. */
function blockOf(node: Node): { start: number; end: number } | undefined {
  let inner = node;
  for (let at = node.parent; at; inner = at, at = at.parent) {
    switch (at.kind) {
      case "if":
        return listAround(at.then, inner) ?? listAround(at.otherwise, inner);
      case "try":
        return listAround(at.body, inner) ?? listAround(at.otherwise, inner) ?? listAround(at.finally, inner);
      case "loop":
        // The head runs in every turn, but not between its own parts and the body.
        return listAround(at.body, inner) ?? listAround(at.otherwise, inner);
      case "switch":
        return at.cases.find(one => isWithin(node, one.span))?.span;
      case "handler":
      case "function":
      case "with":
      case "module":
      case "block":
        return at;
      default:
    }
  }
  return undefined;
}

function listAround(statements: readonly Node[], inner: Node): { start: number; end: number } | undefined {
  const found = statements.some(one => one === inner || isWithin(inner, one));
  return found ? { start: statements[0]!.start, end: statements.at(-1)!.end } : undefined;
}
