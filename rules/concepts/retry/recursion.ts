/** Functions that call themselves. */
import type { Call, FunctionNode } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isOwnMember } from "./members.ts";

/** Calls of a function inside itself, also through `this`/`self` and inside callbacks. A method's bare name is another function. */
export function ownCalls(owner: FunctionNode, model: FileModel): Call[] {
  const name = owner.name ?? model.functionId(owner).split(".").at(-1);
  return model.callsIn(owner).filter(call => {
    const callee = call.callee;
    return callee.kind === "name"
      ? callee.name === name && owner.method === undefined
      : callee.kind === "member" && callee.name === name && isOwnMember(callee);
  });
}

/** Python's `self` is a parameter that the call does not give. */
export function isMethodCall(call: Call, owner: FunctionNode): boolean {
  const first = owner.params[0]?.name;
  return call.callee.kind === "member" && (first === "self" || first === "cls");
}
