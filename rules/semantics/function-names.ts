import type { ClassNode, FunctionNode, Node } from "../ir/nodes.ts";

interface Surroundings {
  functions: readonly FunctionNode[];
  enclosingFunction(node: Node): FunctionNode | undefined;
  enclosingClass(node: Node): ClassNode | undefined;
}

/** `name`, `Class.method`, `outer.inner`; with `@offset` where that is not unique or there is no name. */
export function nameFunctions(file: Surroundings): ReadonlyMap<FunctionNode, string> {
  const ids = new Map<FunctionNode, string>();
  const used = new Set<string>();
  for (const fn of file.functions) {
    const outer = file.enclosingFunction(fn);
    const owner = file.enclosingClass(fn);
    const own = fn.name ?? nameFromParent(fn);
    const inClass = owner && (!outer || isInside(owner, outer));
    const prefix = inClass ? `${owner.name ?? "class"}.` : outer ? `${ids.get(outer) ?? ""}.` : "";
    const id = own === undefined ? `${prefix}@${fn.start}` : `${prefix}${own}`;
    const unique = used.has(id) ? `${id}@${fn.start}` : id;
    used.add(unique);
    ids.set(fn, unique);
  }
  return ids;
}

function isInside(inner: Node, outer: Node): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** The name that an unnamed function is known by: of the variable, the property or the member that it is assigned to. */
function nameFromParent(fn: FunctionNode): string | undefined {
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
