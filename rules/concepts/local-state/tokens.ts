/** Tokens that an object keeps for its next call, as one file says it. */
import type { ClassNode, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { words } from "../rate-limiter/names.ts";
import type { LocalStateRecord } from "./local-state.ts";

const TOKEN = /^(?:(?:access|auth|bearer|oauth|api|id) )?token$/u;

/** Looked at, fetched when it is not there, and kept, all in one method. */
export function tokensIn(model: FileModel): LocalStateRecord[] {
  return model.classes.flatMap(owner => {
    const { name } = owner;
    if (name === undefined) return [];
    return model.memberNames(owner).flatMap(member => {
      const values = TOKEN.test(words(member)) ? model.memberValues(owner, member) : [];
      const empty = values.find(value => value.kind === "literal" && value.value === null);
      const fetching = empty && methodsOf(owner).find(fn => looksAndKeeps(fn, member));
      if (!empty || !fetching || empty.parent === undefined) return [];
      const at = fetching.nameSpan ?? fetching;
      const use = { functionId: model.functionId(fetching), place: model.place(at) };
      const { start, end } = at;
      const told: LocalStateRecord = {
        start,
        end,
        name: member,
        place: model.place(at),
        kind: "token",
        owner: name,
        writers: [use],
        readers: [use],
      };
      return [told];
    });
  });
}

function methodsOf(owner: ClassNode): FunctionNode[] {
  return owner.body.filter(one => one.kind === "function").filter(one => one.method !== "constructor");
}

function looksAndKeeps(fn: FunctionNode, member: string): boolean {
  let looks = false;
  let keeps = false;
  const isMember = (node: Node) =>
    node.kind === "member" &&
    node.name === member &&
    node.object.kind === "name" &&
    /^(?:self|this)$/u.test(node.object.name);
  walk(fn, node => {
    if (node.kind === "return" && node.value && isMember(node.value)) looks = true;
    if (node.kind === "assign" && node.value.kind !== "literal" && node.targets.some(isMember)) keeps = true;
  });
  return looks && keeps;
}
