/** Keys of limiters that are new for every request: each request is the first of its own count. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { UNIQUE_VALUES } from "../../libraries/limit-strings.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { LimitKeyRecord } from "./limit-record.ts";
import { mayAsk } from "./recognise-check.ts";

const KEY_NAMES = /^(?:key|identifier|id)$/u;
const MAX_SHOWN = 60;

export function changingKeysIn(model: FileModel): LimitKeyRecord[] {
  return model.calls.flatMap(call => {
    const { callee } = call;
    if ((callee.kind !== "member" && callee.kind !== "name") || call.isNew) return [];
    const path = model.pathOf(callee);
    if (!path || !mayAsk(callee, path, model)) return [];
    const unique = keysOf(call).flatMap(key => uniqueIn(key, model) ?? [])[0];
    return unique
      ? [
          {
            form: "key",
            start: call.start,
            end: call.end,
            path,
            callee: model.source(callee).slice(-MAX_SHOWN),
            unique: model.source(unique).slice(0, MAX_SHOWN),
            at: model.place(unique),
          },
        ]
      : [];
  });
}

/** The first argument, what is named a key, and the key of an options object. */
function keysOf(call: Call): Expression[] {
  return call.args.flatMap((argument, index) => {
    const { value } = argument;
    if (value.kind === "object")
      return value.properties.filter(one => one.key !== undefined && KEY_NAMES.test(one.key)).map(one => one.value);
    return index === 0 || KEY_NAMES.test(argument.name ?? "") ? [value] : [];
  });
}

/** A call that gives another value each time, where it goes into the text as it is. */
function uniqueIn(key: Expression, model: FileModel): Call | undefined {
  const value = model.valueOf(key);
  let found: Call | undefined;
  walk(value, node => {
    if (found || node.kind === "function") return false;
    if (node.kind === "call" && isUnique(node) && isWhole(node, value)) found = node;
    if (node.kind === "name" && node !== value && isWhole(node, value)) found ??= uniqueName(node, model);
    return !found;
  });
  return found;
}

function uniqueName(name: Expression & { kind: "name" }, model: FileModel): Call | undefined {
  const held = model.valueOf(name);
  // What is made outside the function stays the same for every request.
  const isOwn = model.enclosingFunction(held) === model.enclosingFunction(name);
  return held.kind === "call" && isOwn && isUnique(held) ? held : undefined;
}

function isUnique(call: Call): boolean {
  const { callee } = call;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  const owner = callee.kind === "member" && callee.object.kind === "name" ? callee.object.name : "";
  const owners = UNIQUE_VALUES[name];
  return owners !== undefined && call.args.length === 0 && owners.includes(owner);
}

/** In a text or a sum of texts; not rounded to a window, and no fallback for something else. */
function isWhole(node: Node, root: Node): boolean {
  for (let at = node; at !== root; at = at.parent!) {
    const parent = at.parent!;
    const isText = parent.kind === "template" || (parent.kind === "binary" && parent.operator === "+");
    const isConversion =
      parent.kind === "argument" ||
      (parent.kind === "call" && parent.callee.kind === "name" && /^(?:String|str)$/u.test(parent.callee.name));
    if (!isText && !isConversion) return false;
  }
  return true;
}
