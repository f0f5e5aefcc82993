import type { FunctionNode } from "../ir/nodes.ts";

/** The name that an unnamed function is known by: of the variable, the property or the member that it is assigned to. */
export function nameFromParent(fn: FunctionNode): string | undefined {
  const parent = fn.parent;
  if (parent?.kind === "declare" && parent.target.kind === "name") return parent.target.name;
  if (parent?.kind === "property") return parent.key;
  if (parent?.kind === "assign") {
    const target = parent.targets[0];
    return target?.kind === "name" || target?.kind === "member" ? target.name : undefined;
  }
  // `const GET = withWorkspace(async () => …)`: the wrapped function is known by the wrapper's name.
  if (parent?.kind === "argument" && parent.parent?.kind === "call") {
    const declare = parent.parent.parent;
    const functions = parent.parent.args.filter(argument => argument.value.kind === "function");
    if (declare?.kind === "declare" && declare.target.kind === "name" && functions.length === 1)
      return declare.target.name;
  }
  return undefined;
}
