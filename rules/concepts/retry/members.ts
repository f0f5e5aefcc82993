/** Members of `this` and `self`, and members of merged options. */
import type { Assign, ClassNode, Expression, Member } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic } from "../../semantics/symbolic.ts";

export function isOwnMember(expression: Expression): expression is Member {
  return (
    expression.kind === "member" &&
    expression.object.kind === "name" &&
    (expression.object.name === "self" || expression.object.name === "this")
  );
}

/** Assignments to a member anywhere in its class, compound ones included. */
export function memberAssigns(owner: ClassNode, name: string): Assign[] {
  const found: Assign[] = [];
  walk(owner, node => {
    const target = node.kind === "assign" ? node.targets[0] : undefined;
    if (node.kind === "assign" && target?.kind === "member" && isOwnMember(target) && target.name === name)
      found.push(node);
  });
  return found;
}

/** `{ ...DEFAULTS, ...options }.baseDelay`: what the defaults say. */
export function mergedDefault(expression: Member, model: FileModel): Symbolic | undefined {
  const object = model.valueOf(expression.object);
  if (object.kind !== "object" || object.properties.some(one => one.key === expression.name)) return undefined;
  for (const property of object.properties.toReversed()) {
    if (!property.spread) continue;
    const found = model.property(
      property.value.kind === "spread" ? property.value.value : property.value,
      expression.name,
    );
    if (found?.kind === "literal") return constant(found.value);
  }
  return undefined;
}
