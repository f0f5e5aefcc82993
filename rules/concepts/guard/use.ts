/** What becomes of a call's result where the call stands. */
import type { Expression, Node } from "../../ir/nodes.ts";
import type { Binding } from "../../semantics/bindings.ts";
import type { FileModel } from "../../semantics/file-model.ts";

/** "dropped": nothing reads it; "tested": a branch looks at it; "unpacked": its members are read. All of them unawaited. */
export type UnawaitedUse = "dropped" | "tested" | "unpacked";

/** How an expression that gives a promise is used, when nothing waits for it; undefined when something may. */
export function unawaitedUse(top: Expression, model: FileModel): UnawaitedUse | undefined {
  const at: Node = top.parent?.kind === "unary" && top.parent.operator === "void" ? top.parent : top;
  const parent = at.parent;
  if (parent?.kind === "expression") return "dropped";
  if (standsInTest(at)) return "tested";
  const target =
    parent?.kind === "declare" && parent.value === at
      ? parent.target
      : parent?.kind === "assign" && parent.operator === "=" && parent.value === at
        ? parent.targets[0]
        : undefined;
  if (target?.kind === "object-pattern") return "unpacked";
  const binding = target?.kind === "name" ? model.bindings.lookUp(target.name, at) : undefined;
  return binding && parent?.kind === "declare" ? boundUse(binding, target as Node) : undefined;
}

/** Every use of the variable is a test; one that waits, or that gives it away, is an answer of its own. */
function boundUse(binding: Binding, target: Node): UnawaitedUse | undefined {
  if (binding.definitions.length !== 1 || binding.scope.kind === "module") return undefined;
  const uses = binding.references.filter(reference => reference !== target);
  if (uses.length === 0) return "dropped";
  return uses.every(use => standsInTest(use)) ? "tested" : undefined;
}

/** The value itself is looked at for truth: `if (x)`, `!x`, `x && …`, `x === false`. */
function standsInTest(node: Node): boolean {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    switch (parent.kind) {
      case "if":
      case "conditional":
      case "loop":
        return parent.test === at;
      case "unary":
        if (parent.operator !== "not") return false;
        continue;
      case "binary":
        if (parent.operator === "and" || parent.operator === "or") {
          if (parent.left === at) return true;
          continue;
        }
        if (parent.operator === "==" || parent.operator === "!=") continue;
        return false;
      default:
        return false;
    }
  }
  return false;
}
