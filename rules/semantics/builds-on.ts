import type { Expression } from "../ir/nodes.ts";
import type { Binding, Bindings } from "./bindings.ts";

/** The value is a chain of calls and members that starts at the binding itself: `query = query.filter(…)`. */
export function buildsOn(value: Expression, binding: Binding, bindings: Bindings): boolean {
  let at: Expression = value;
  for (;;) {
    if (at.kind === "call") at = at.callee;
    else if (at.kind === "member" || at.kind === "index") at = at.object;
    else if (at.kind === "await") at = at.value;
    else if (at.kind === "conditional") at = at.then;
    else return at.kind === "name" && bindings.of(at) === binding;
  }
}
