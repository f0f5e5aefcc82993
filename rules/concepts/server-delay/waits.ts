/** Where a delay is waited for, or the time of the next attempt is set. */
import type { Call, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { DELAYED_CALLS, WAIT_NAMES, WAITS } from "../../libraries/retry-waits.ts";
import { WAIT_CALLBACKS, WAIT_UNTIL } from "../../libraries/server-delays.ts";
import { exitsOf } from "../../semantics/exits.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { WaitFacts } from "./flow.ts";

export interface Wait {
  /** Where it is reported and its guards are read. */
  node: Node;
  value: Expression;
  by: string;
  unit: WaitFacts["unit"] | undefined;
  stored: boolean;
}

export function waitsIn(model: FileModel): Wait[] {
  const found: Wait[] = model.calls.flatMap(call => [...waitingCall(call, model), ...callbacks(call, model)]);
  for (const node of model.nodesOf("assign", "declare", "property", "argument")) {
    if (node.kind === "assign" && node.operator === "=")
      for (const target of node.targets)
        if (target.kind === "name" || target.kind === "member")
          found.push(...storedTime(node, target.name, model.source(target), node.value, model));
    if (node.kind === "declare" && node.target.kind === "name" && node.value)
      found.push(...storedTime(node, node.target.name, node.target.name, node.value, model));
    if (node.kind === "property" && node.key !== undefined)
      found.push(...storedTime(node, node.key, node.key, node.value, model));
    if (node.kind === "argument" && node.name !== undefined)
      found.push(...storedTime(node, node.name, node.name, node.value, model));
  }
  return found;
}

function waitingCall(call: Call, model: FileModel): Wait[] {
  const name = model.libraryNameOf(call.callee) ?? globalName(call, model);
  const by = () => model.source(call.callee).slice(0, 60);
  const method = call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
  for (const row of WAITS) {
    if (name === undefined || !row.library.test(name)) continue;
    const value = model.argument(call, row.position, row.keyword);
    return value ? [{ node: call, value, by: by(), unit: row.unit, stored: false }] : [];
  }
  for (const row of DELAYED_CALLS) {
    if (!row.method.test(method)) continue;
    const options = call.args.find(argument => argument.value.kind === "object")?.value;
    const value = model.keyword(call, row.option)?.value ?? model.property(options, row.option);
    if (value) return [{ node: call, value, by: by(), unit: row.unit, stored: false }];
  }
  const countdown = model.python && method === "retry" ? model.keyword(call, "countdown")?.value : undefined;
  if (countdown) return [{ node: call, value: countdown, by: by(), unit: "s", stored: false }];
  const first = model.argument(call, 0);
  if (!WAIT_NAMES.test(method) || !first) return [];
  return [{ node: call, value: first, by: by(), unit: model.python ? "s" : "ms", stored: false }];
}

function globalName(call: Call, model: FileModel): string | undefined {
  const callee = call.callee;
  if (callee.kind === "name") return model.bindingOf(callee) ? undefined : callee.name;
  if (callee.kind !== "member" || callee.object.kind !== "name" || model.bindingOf(callee.object)) return undefined;
  return ["window", "globalThis", "self"].includes(callee.object.name)
    ? callee.name
    : `${callee.object.name}.${callee.name}`;
}

/** Functions that a library asks for the delay: `wait=get_wait_time`, `retryDelay: (count, error) => …`. */
function callbacks(call: Call, model: FileModel): Wait[] {
  const found: Wait[] = [];
  const add = (name: string, value: Expression) => {
    const row = WAIT_CALLBACKS.find(one => one.option.test(name));
    const fn = row && functionOf(value, model);
    if (!row || !fn) return;
    for (const returned of returnedBy(fn, model))
      found.push({ node: returned, value: returned, by: name, unit: row.unit, stored: false });
  };
  for (const argument of call.args) {
    if (argument.name !== undefined) add(argument.name, argument.value);
    if (argument.value.kind !== "object") continue;
    for (const property of argument.value.properties) {
      if (property.key !== undefined) add(property.key, property.value);
      const inner = property.value.kind === "object" ? property.value.properties : [];
      for (const one of inner) if (one.key !== undefined) add(one.key, one.value);
    }
  }
  return found;
}

function functionOf(value: Expression, model: FileModel): FunctionNode | undefined {
  const target = model.valueOf(value);
  if (target.kind === "function") return target;
  const node = target.kind === "name" ? model.bindingOf(target)?.definitions[0]?.node : undefined;
  return node?.kind === "function" ? node : undefined;
}

export function returnedBy(fn: FunctionNode, model: FileModel): Expression[] {
  return exitsOf(fn, model).flatMap(exit => (exit.kind === "return" && exit.value ? [exit.value] : []));
}

/** `state.backoffUntil = Date.now() + delay`, `next_retry_at=now + timedelta(seconds=delay)`. */
function storedTime(node: Node, name: string, shown: string, value: Expression, model: FileModel): Wait[] {
  if (!WAIT_UNTIL.test(name)) return [];
  const part = addend(value, model, 0);
  return part ? [{ node, ...part, by: shown, stored: true }] : [];
}

/** What is added to the present, and its unit; undefined when nothing is. */
function addend(
  value: Expression,
  model: FileModel,
  depth: number,
): { value: Expression; unit: Wait["unit"] } | undefined {
  if (depth > 6) return undefined;
  if (value.kind === "binary" && value.operator === "+") {
    const [part, other] = isNow(value.left, model) ? [value.right, value.left] : [value.left, value.right];
    if (!isNow(other, model)) return undefined;
    return ofDuration(part, model);
  }
  if (value.kind !== "call") return undefined;
  const inner = value.callee.kind === "member" ? value.callee.object : undefined;
  return (value.args[0] && addend(value.args[0].value, model, depth + 1)) ?? (inner && addend(inner, model, depth + 1));
}

function ofDuration(part: Expression, model: FileModel): { value: Expression; unit: Wait["unit"] } {
  const call = part.kind === "call" ? part : undefined;
  const given = call && /timedelta$/u.test(model.source(call.callee)) ? call.args[0] : undefined;
  if (!given) return { value: part, unit: model.python ? "s" : "ms" };
  return { value: given.value, unit: given.name === "seconds" ? "s" : undefined };
}

const NOW = /\b(now|utcnow|getTime|today|time)\s*\(/u;

function isNow(expression: Expression, model: FileModel): boolean {
  const value = model.valueOf(expression);
  return (
    (value.kind === "call" && NOW.test(model.source(value).slice(0, 60))) ||
    (value.kind === "name" && /^(now|now_?ms|current_?time)$/iu.test(value.name))
  );
}
