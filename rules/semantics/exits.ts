/** What functions give back and throw by themselves, gathered once for a file: no function is walked for it. */
import type { Expression, FunctionNode, Module, Return, Throw, Yield } from "../ir/nodes.ts";
import type { FileModel } from "./file-model.ts";

/** In source order; those of functions inside it are left out. */
export function exitsOf(fn: FunctionNode, model: FileModel): readonly (Return | Yield | Throw)[] {
  return model.once(exitsByFunction, model.module).get(fn) ?? [];
}

/** The values that a function returns or yields. */
export function eachReturn(fn: FunctionNode, model: FileModel, visit: (value: Expression) => void): void {
  for (const exit of exitsOf(fn, model)) if (exit.kind !== "throw" && exit.value) visit(exit.value);
}

function exitsByFunction(_module: Module, model: FileModel): ReadonlyMap<FunctionNode, (Return | Yield | Throw)[]> {
  const exits = [...model.nodesOf("return"), ...model.nodesOf("yield"), ...model.nodesOf("throw")];
  const found = new Map<FunctionNode, (Return | Yield | Throw)[]>();
  for (const exit of exits.sort((a, b) => a.start - b.start)) {
    const fn = model.enclosingFunction(exit);
    const same = fn && found.get(fn);
    if (same) same.push(exit);
    else if (fn) found.set(fn, [exit]);
  }
  return found;
}
