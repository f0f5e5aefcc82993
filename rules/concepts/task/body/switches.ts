/** Parameters that switch a part of a function on and off. */
import type { Call, Expression, Node } from "../../../ir/nodes.ts";
import type { FileModel } from "../../../semantics/file-model.ts";

/** Those with a yes or no for a default that must be true for a call to be made: `if notify and address:`. */
export function switchesAround(call: Call, model: FileModel): string[] | undefined {
  const found: string[] = [];
  for (
    let at: Node = call, parent = at.parent;
    parent && parent.kind !== "function";
    at = parent, parent = parent.parent
  )
    if (parent.kind === "if" && parent.then.some(statement => statement === at))
      found.push(...asked(parent.test, model));
  return found.length > 0 ? found : undefined;
}

function asked(test: Expression, model: FileModel): string[] {
  if (test.kind === "binary" && test.operator === "and")
    return [...asked(test.left, model), ...asked(test.right, model)];
  if (test.kind !== "name") return [];
  const binding = model.bindingOf(test);
  const fallback = binding?.kind === "parameter" ? binding.definitions[0]?.fallback : undefined;
  const isSwitch = fallback?.kind === "literal" && typeof fallback.value === "boolean";
  return isSwitch && binding?.definitions.length === 1 ? [test.name] : [];
}
