/** What an access does to a container: it puts something in under a key, counts up, or reads. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";

export type Use =
  /** `jobs[id] = …`, `jobs.set(id, …)`; `value` is what is kept. */
  | { does: "put"; value: Expression }
  /** `stats["sent"] += 1`. */
  | { does: "count" }
  /** By a key that is known at run time only, or as a whole. */
  | { does: "read"; by: "key" | "whole" }
  /** Takes away, or asks for nothing. */
  | { does: "other" };

const PUTS = /^(?:set|put|__setitem__)$/u;
const READS_KEY = /^(?:get|has|__getitem__|__contains__)$/u;
const READS_ALL = /^(?:values|items|entries|keys|forEach|copy|toJSON|size)$/u;
const OTHER: Use = { does: "other" };

export function useOf(access: Node, model: FileModel): Use {
  const { parent } = access;
  switch (parent?.kind) {
    case "member":
      return parent.object === access ? memberUse(parent, model) : OTHER;
    case "index":
      return parent.object === access ? indexUse(parent, model) : OTHER;
    case "binary":
      return parent.operator === "in" && parent.right === access && isOpen(parent.left, model)
        ? { does: "read", by: "key" }
        : OTHER;
    case "return":
    case "property":
    case "argument":
    case "declare":
    case "spread":
      return { does: "read", by: "whole" };
    default:
      return OTHER;
  }
}

function memberUse(member: Node & { kind: "member" }, model: FileModel): Use {
  const call = member.parent?.kind === "call" && member.parent.callee === member ? member.parent : undefined;
  // A member of an object that counts: `stats.sent++`.
  if (!call) return isRaised(member) ? { does: "count" } : isTarget(member) ? OTHER : { does: "read", by: "whole" };
  return callUse(call, member.name, model);
}

function callUse(call: Call, name: string, model: FileModel): Use {
  const [key, value] = call.args;
  if (PUTS.test(name) && key && value) return isOpen(key.value, model) ? { does: "put", value: value.value } : OTHER;
  if (READS_KEY.test(name) && key)
    return isOpen(key.value, model) ? { does: "read", by: "key" } : { does: "read", by: "whole" };
  return READS_ALL.test(name) ? { does: "read", by: "whole" } : OTHER;
}

function indexUse(index: Node & { kind: "index" }, model: FileModel): Use {
  const { parent } = index;
  const open = isOpen(index.index, model);
  if (parent?.kind === "assign" && parent.targets.includes(index as never)) {
    if (parent.operator !== "=") return { does: "count" };
    return open ? { does: "put", value: parent.value } : OTHER;
  }
  if (isRaised(index)) return { does: "count" };
  if (parent?.kind === "unary" || parent?.kind === "scope-declaration") return OTHER;
  return { does: "read", by: open ? "key" : "whole" };
}

/** `x += 1`, `x++`. */
function isRaised(target: Node): boolean {
  const { parent } = target;
  return parent?.kind === "assign" && parent.targets.includes(target as never) && parent.operator !== "=";
}

function isTarget(target: Node): boolean {
  return target.parent?.kind === "assign" && target.parent.targets.includes(target as never);
}

/** Not written in the code: the id of a job, of a request. */
function isOpen(key: Expression, model: FileModel): boolean {
  const value = model.valueOf(key);
  if (value.kind === "literal" || value.kind === "list") return false;
  // A constant of the module, a member of an enumeration.
  return !(key.kind === "name" && /^[A-Z][A-Z_\d]*$/u.test(key.name));
}
