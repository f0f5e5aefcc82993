/** How the result of a call is used, and whether its failure leaves the function. */
import type { Call, Node, Statement } from "../ir/nodes.ts";
import { walk } from "../ir/walk.ts";
import type { FileModel } from "../semantics/file-model.ts";
import { exitOf } from "../semantics/guards.ts";
import type { CallRecord } from "./summary.ts";

const NONE: readonly string[] = [];

export function callUse(call: Call, model: FileModel): Pick<CallRecord, "awaited" | "use" | "result" | "caught"> {
  let top: Node = call;
  let awaited = false;
  while (top.parent?.kind === "await") {
    top = top.parent;
    awaited = true;
  }
  const names = boundNames(top);
  const use = useOf(top, call, names, model);
  const caught = isCaught(call);
  return names.length === 1 ? { awaited, use, result: names[0]!, caught } : { awaited, use, caught };
}

function useOf(top: Node, call: Call, names: readonly string[], model: FileModel): CallRecord["use"] {
  const parent = top.parent;
  if (parent?.kind === "expression" || (parent?.kind === "unary" && parent.operator === "void")) return "dropped";
  if (parent?.kind === "return") return "returned";
  if (isInTest(top)) return "tested";
  if (names.length === 0) return "used";
  const tested = names.some(name =>
    model.bindings.lookUp(name, call)?.references.some(reference => isInTest(reference)),
  );
  return tested ? "tested" : "bound";
}

/** Inside the test of an `if`, loop, conditional or switch. */
function isInTest(node: Node): boolean {
  for (let at = node, parent = node.parent; parent; at = parent, parent = parent.parent) {
    if ((parent.kind === "if" || parent.kind === "loop" || parent.kind === "conditional") && parent.test === at)
      return true;
    if (parent.kind === "switch" && parent.subject === at) return true;
    if (parent.kind === "binary" && (parent.operator === "and" || parent.operator === "or") && parent.left === at)
      return true;
    if (
      parent.kind === "function" ||
      parent.kind === "expression" ||
      parent.kind === "declare" ||
      parent.kind === "argument"
    )
      return false;
  }
  return false;
}

function boundNames(top: Node): readonly string[] {
  const parent = top.parent;
  const target =
    parent?.kind === "declare" && parent.value === top
      ? parent.target
      : parent?.kind === "assign"
        ? parent.targets[0]
        : undefined;
  if (!target) return NONE;
  if (target.kind === "name") return [target.name];
  const names: string[] = [];
  walk(target, node => {
    if (node.kind === "name") names.push(node.name);
  });
  return names;
}

function isCaught(call: Call): boolean {
  for (let at: Node = call, parent = at.parent; parent && at.kind !== "function"; at = parent, parent = parent.parent)
    if (
      parent.kind === "try" &&
      parent.body.includes(at as Statement) &&
      parent.handlers.some(handler => exitOf(handler.body) !== "throw")
    )
      return true;
  return false;
}
