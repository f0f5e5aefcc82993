import type { ClassNode, Expression } from "../ir/nodes.ts";
import { walk } from "../ir/walk.ts";

/** Values of a class's members by name: assigned in its body, or to `self.x`/`this.x` in its methods. */
export function collectMembers(owner: ClassNode): Map<string, Expression[]> {
  const members = new Map<string, Expression[]>();
  const add = (name: string, value: Expression) => members.set(name, [...(members.get(name) ?? []), value]);
  for (const statement of owner.body) {
    if (statement.kind === "declare" && statement.target.kind === "name" && statement.value)
      add(statement.target.name, statement.value);
    if (statement.kind === "expression" && statement.expression.kind === "assign")
      for (const target of statement.expression.targets)
        if (target.kind === "name") add(target.name, statement.expression.value);
    if (statement.kind === "function" && statement.method === "constructor")
      for (const parameter of statement.params)
        if (parameter.name !== undefined && parameter.annotation && !members.has(parameter.name))
          members.set(parameter.name, []);
    if (statement.kind === "function")
      walk(statement, node => {
        if (node.kind === "class") return false;
        if (node.kind !== "assign" || node.operator !== "=") return undefined;
        for (const target of node.targets)
          if (
            target.kind === "member" &&
            target.object.kind === "name" &&
            (target.object.name === "self" || target.object.name === "this")
          )
            add(target.name, node.value);
        return undefined;
      });
  }
  return members;
}
