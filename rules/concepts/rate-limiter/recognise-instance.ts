/** Top-level variables that hold a limiter: `limiter = Limiter(key_func=…)`, `export const limits = { api: new Ratelimit(…) }`. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { limiterLibrary } from "../../libraries/limiters.ts";
import { type AccessPath, extend, libraryName } from "../../semantics/access-path.ts";
import type { Binding, Definition } from "../../semantics/bindings.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isLimiterClassName, mentionsLimiter } from "./names.ts";
import type { InstanceRecord } from "./record.ts";

const MAX_CALLS = 40;

export function instancesIn(model: FileModel): InstanceRecord[] {
  const records: InstanceRecord[] = [];
  for (const binding of model.bindings.topLevel()) {
    if (binding.kind !== "variable") continue;
    for (const definition of binding.definitions) {
      const record = definition.value && instance(binding, definition, definition.value, model);
      if (!record) continue;
      records.push(record);
      break;
    }
  }
  return records;
}

function instance(binding: Binding, definition: Definition, value: Expression, model: FileModel): InstanceRecord | undefined {
  const made = madeIn(value).filter(call => !wraps(call)).map(call => ({ call, path: makerPath(call, model) }));
  const makers = made.filter(({ path }) => path !== undefined && isMaker(path, binding.name));
  const first = makers[0];
  if (!first) return undefined;
  const target = targetOf(definition.node, binding.name);
  return {
    form: "instance",
    start: target.start,
    end: target.end,
    name: binding.name,
    place: model.place(target),
    exported: model.python || (definition.node.kind === "declare" && definition.node.exported === true),
    makers: makers.map(({ path }) => path!),
    value: model.place(value),
    options: optionsOf(first.call),
    bound: isBound(first.call, model),
  };
}

/** The calls whose results the value is or holds; not those in their arguments. */
function madeIn(value: Expression): Call[] {
  const calls: Call[] = [];
  walk(value, node => {
    if (node.kind === "function" || node.kind === "class" || calls.length > MAX_CALLS) return false;
    if (node.kind !== "call") return undefined;
    calls.push(node);
    return false;
  });
  return calls;
}

/** `withRateLimit(async request => …)` is the wrapped function, no limiter. */
function wraps(call: Call): boolean {
  return call.args.some(argument => argument.value.kind === "function") && !call.isNew;
}

/** The path of the made value by the names of the source: `local RateLimiter()`, not what a factory in turn is made of. */
export function makerPath(call: Call, model: FileModel): AccessPath | undefined {
  return extend(model.pathOf(call.callee), "()");
}

/** A library's constructor, a class that is named like a limiter, or a factory when both names say so. */
export function isMaker(path: AccessPath, variable: string): boolean {
  if (limiterLibrary(libraryName(path))) return true;
  const name = [...path.steps].reverse().find(step => step.startsWith("."))?.slice(1) ?? path.module ?? "";
  if (/^[A-Z]/u.test(name)) return isLimiterClassName(name);
  return mentionsLimiter(variable) && mentionsLimiter(name);
}

function targetOf(node: Node, name: string): Node {
  if (node.kind === "declare") return node.target;
  if (node.kind === "assign") return node.targets.find(one => one.kind === "name" && one.name === name) ?? node;
  return node;
}

/** Keywords, and keys of an options object, whose value is not evidently nothing. */
function optionsOf(call: Call): string[] {
  const names: string[] = [];
  for (const argument of call.args) {
    if (argument.name !== undefined && !isNothing(argument.value)) names.push(argument.name);
    if (argument.value.kind === "object")
      for (const property of argument.value.properties) if (property.key !== undefined && !isNothing(property.value)) names.push(property.key);
  }
  return names;
}

function isNothing(value: Expression): boolean {
  return (value.kind === "literal" && value.value === null) || (value.kind === "list" && value.items.length === 0);
}

/** `Limiter(app, …)`: the first positional argument is an application made in this file or named like one. */
function isBound(call: Call, model: FileModel): boolean {
  const value = model.argument(call, 0);
  if (value?.kind !== "name") return false;
  return /^(?:app|application|server)$/u.test(value.name) || (model.libraryNameOf(value) ?? "").endsWith("Flask()");
}
