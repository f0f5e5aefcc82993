/** Values that only this run knows: the id of a row that it has just inserted, an id that it has just drawn. */
import type { Call, Expression, FunctionNode } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { DRAWS, INSERTS } from "../../libraries/lookups.ts";
import { chainOf, outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";

/** What is looked for hangs on such a value: no other run asks for the same. */
export function asksForOwn(lookup: Call, unit: FunctionNode, model: FileModel): boolean {
  let found = false;
  walk(outermost(lookup), node => {
    if (found || node.kind === "function") return false;
    const value = node.kind === "name" ? model.definitionOf(node)?.value : undefined;
    found ||= value !== undefined && value.start >= unit.start && value.end <= lookup.start && isFresh(value);
    return !found;
  });
  return found;
}

function isFresh(value: Expression): boolean {
  let at = value;
  while (at.kind === "await") at = at.value;
  if (at.kind !== "call") return false;
  const { callee } = at;
  if (DRAWS.test(callee.kind === "name" || callee.kind === "member" ? callee.name : "")) return true;
  return callee.kind === "member" && chainOf(at).links.some(link => link.call && INSERTS.has(link.name));
}
