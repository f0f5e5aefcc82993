/** Uses of imported and of top-level names, wherever they stand in a file. */
import type { Node } from "../ir/nodes.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import type { Binding } from "../semantics/bindings.ts";
import type { FileModel } from "../semantics/file-model.ts";
import type { ReferenceRecord } from "./summary.ts";

export function referencesOf(model: FileModel): ReferenceRecord[] {
  const records: ReferenceRecord[] = [];
  const uses = new Map<Binding, ReadonlySet<Node>>();
  for (const node of model.nodesOf("name")) {
    const binding = model.bindingOf(node);
    if (!binding || (binding.kind !== "import" && binding.scope.kind !== "module")) continue;
    let known = uses.get(binding);
    if (!known) uses.set(binding, (known = new Set(binding.references)));
    if (!known.has(node)) continue;
    const symbol = model.symbolOf(node);
    if (!symbol) continue;
    const { path, top } = withMembers(symbol, node);
    records.push({
      path,
      place: model.place(node),
      within: model.functionId(model.enclosingFunction(node)),
      use: useOf(top),
    });
  }
  return records;
}

/** `limiter.limit` of `limiter.limit("5/minute")`: the members read from the name. */
function withMembers(symbol: AccessPath, node: Node): { path: AccessPath; top: Node } {
  let top = node;
  const isRead = top.parent?.kind === "member" && top.parent.object === top;
  if (!isRead) return { path: symbol, top };
  const steps = [...symbol.steps];
  while (top.parent?.kind === "member" && top.parent.object === top) {
    steps.push(`.${top.parent.name}`);
    top = top.parent;
  }
  return { path: { ...symbol, steps }, top };
}

function useOf(top: Node): ReferenceRecord["use"] {
  if (isType(top)) return "annotation";
  const parent = top.parent;
  switch (parent?.kind) {
    case "call":
      return parent.callee === top ? (parent.parent?.kind === "decorator" ? "decorator" : "call") : "annotation";
    case "decorator":
      return "decorator";
    case "argument":
    case "spread":
      return "argument";
    case "property":
    case "list":
      return "argument";
    case "class":
      return "base";
    case "declare":
      return parent.annotation === top ? "annotation" : "assign";
    case "parameter":
      return parent.annotation === top ? "annotation" : "argument";
    case "assign":
      return "assign";
    case "export":
      return "export";
    case "type-alias":
      return "annotation";
    default:
      return "other";
  }
}

/** Inside a type: `-> RateLimiter`, `x: Optional[Client] = None`. What a type is given as a call (`Depends(get_db)`) is a value. */
function isType(top: Node): boolean {
  let at = top;
  while (
    at.parent &&
    (at.parent.kind === "index" ||
      at.parent.kind === "list" ||
      (at.parent.kind === "binary" && at.parent.operator === "|"))
  )
    at = at.parent;
  const parent = at.parent;
  if (parent?.kind === "function") return parent.returnType === at;
  return (
    (parent?.kind === "declare" || parent?.kind === "parameter" || parent?.kind === "assign") &&
    parent.annotation === at
  );
}
