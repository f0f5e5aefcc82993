/** What one call says by its own shape: its name, functions given to it, how its result is used. */
import type { Call, Expression, Node } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import { type AccessPath, extend } from "../../../semantics/access-path.ts";
import { boundTo, outermost } from "../../../semantics/chains.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import type { StepRecord } from "../task.ts";

const MAX_TEXT = 80;

/** The callee as written, without arguments. */
export function calleeText(callee: Expression): string {
  const text = build(callee);
  return text.length > MAX_TEXT ? `…${text.slice(-MAX_TEXT)}` : text;
}

function build(callee: Expression): string {
  switch (callee.kind) {
    case "name":
      return callee.name;
    case "member":
      return `${build(callee.object)}.${callee.name}`;
    case "call":
      return `${build(callee.callee)}()`;
    case "index":
      return `${build(callee.object)}[]`;
    case "await":
      return build(callee.value);
    default:
      return "…";
  }
}

/** Where a callee comes from; of a name that is defined several times (`async with … as client`), the nearest one above counts. */
export function calleePath(callee: Expression, model: FileModel): AccessPath | undefined {
  const path = model.pathOf(callee);
  if (path) return path;
  if (callee.kind === "member") return extend(calleePath(callee.object, model), `.${callee.name}`);
  if (callee.kind === "call") return extend(calleePath(callee.callee, model), "()");
  if (callee.kind === "await") return calleePath(callee.value, model);
  const binding = callee.kind === "name" ? model.bindingOf(callee) : undefined;
  const nearest = binding?.definitions
    .filter(one => one.node.start < callee.start && one.value && one.steps.length === 0)
    .at(-1);
  return nearest?.value && model.pathOf(nearest.value);
}

/** Functions given to a call, in any argument or property of an options object. */
export function functionsGiven(call: Call, model: FileModel): StepRecord["passes"] {
  const found: StepRecord["passes"] = [];
  const add = (value: Expression, property?: string) => {
    const as = property === undefined ? {} : { property };
    if (value.kind === "function") found.push({ id: model.functionId(value), ...as });
    else if (value.kind === "name" || value.kind === "member") {
      const path = model.pathOf(value);
      if (path && isFunctionPath(path, value, model)) found.push({ path, ...as });
    }
  };
  for (const argument of call.args) {
    if (argument.value.kind === "object")
      argument.value.properties.forEach(
        property => property.value.kind === "function" && add(property.value, property.key ?? ""),
      );
    else add(argument.value, argument.name);
  }
  return found;
}

const FUNCTION_NAME =
  /^(fn|func|function|operation|op|callback|cb|handler|task|action|call|job|work|execute|run|factory|method)$|(Fn|Func|Function|Callback|Handler|Operation|Call|_fn|_func)$/u;

/** Ids of the functions whose own function parameter is given on: `pRetry(operation, …)` in `withRetry(operation)`. */
export function forwardsOf(call: Call, model: FileModel): string[] | undefined {
  const owners = call.args.flatMap(({ value }) => {
    const path = value.kind === "name" && FUNCTION_NAME.test(value.name) ? model.pathOf(value) : undefined;
    return path?.root === "parameter" && path.steps.length === 1 ? [path.owner ?? ""] : [];
  });
  return owners.length > 0 ? owners : undefined;
}

/** A name that may stand for a function: not a value made by a call. */
function isFunctionPath(path: AccessPath, value: Expression, model: FileModel): boolean {
  if (path.root === "parameter" || path.steps.includes("()") || path.steps.includes("[]")) return false;
  if (value.kind === "name") {
    const kind = model.bindingOf(value)?.kind;
    return kind === "import" || kind === "function" || kind === "variable";
  }
  return path.root === "this" || path.root === "import";
}

/** The result decides a branch, a loop or an early exit. */
export function isTested(call: Call, model: FileModel): boolean {
  let top: Node = outermost(call);
  while (top.parent?.kind === "await" || (top.parent?.kind === "argument" && isPassing(top.parent.parent)))
    top = top.parent.kind === "await" ? top.parent : top.parent.parent!;
  if (standsInTest(top)) return true;
  const binding = boundTo(top as Expression, model);
  const names = binding ? [binding] : destructured(top, model);
  return names.some(one => one.references.some(reference => standsInTest(reference)));
}

/** `asyncio.run(f())`, `bool(f())`: the outer call gives the inner's result back. */
function isPassing(node: Node | undefined): boolean {
  return (
    node?.kind === "call" && /^(asyncio\.run|bool|Boolean|list|len|async_to_sync|first|next)$/u.test(build(node.callee))
  );
}

function destructured(top: Node, model: FileModel) {
  const parent = top.parent;
  const target = parent?.kind === "declare" ? parent.target : parent?.kind === "assign" ? parent.targets[0] : undefined;
  const found: NonNullable<ReturnType<FileModel["bindingOf"]>>[] = [];
  if (target && target.kind !== "name")
    walk(target, node => {
      const binding = node.kind === "name" ? model.bindings.lookUp(node.name, node) : undefined;
      if (binding) found.push(binding);
    });
  return found;
}

function standsInTest(node: Node): boolean {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if ((parent.kind === "if" || parent.kind === "conditional") && parent.test === at) return true;
    if (parent.kind === "switch" && parent.subject === at) return true;
    if (parent.kind === "loop") return parent.test === at;
    if (parent.kind === "binary" && (parent.operator === "and" || parent.operator === "or") && parent.left === at)
      return true;
    if (["function", "expression", "declare", "argument", "return", "try", "block"].includes(parent.kind)) return false;
  }
  return false;
}
