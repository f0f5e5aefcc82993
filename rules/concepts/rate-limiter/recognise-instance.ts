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
  return [...records, ...exportedInstances(model), ...localInstances(model)];
}

/** `exports.apiLimiter = rateLimit({ … })`. */
function exportedInstances(model: FileModel): InstanceRecord[] {
  return model.module.body.flatMap(node => {
    const name =
      node.kind === "export" && node.valueName !== "default" && node.valueName !== "=" ? node.valueName : undefined;
    if (node.kind !== "export" || name === undefined || node.value?.kind !== "call") return [];
    const path = makerPath(node.value, model);
    if (!path || !limiterLibrary(libraryName(path))) return [];
    return [recordOf(name, node, node.value, [path], node.value, true, model)];
  });
}

/** `limiter = Limiter(default_limits=[…])` in the function that sets the application up. */
function localInstances(model: FileModel): InstanceRecord[] {
  return model.calls.flatMap(call => {
    const library = limiterLibrary(model.libraryNameOf(call));
    const path = library?.defaults && makerPath(call, model);
    if (!path || !optionsOf(call).some(option => library.defaults!.options.includes(option))) return [];
    const parent = call.parent;
    const isTop =
      parent &&
      (parent.kind === "declare" || parent.kind === "assign") &&
      !model.enclosingFunction(call) &&
      targetName(parent) !== undefined;
    if (isTop) return [];
    const target =
      parent?.kind === "assign" ? parent.targets[0]! : parent?.kind === "declare" ? parent.target : call.callee;
    return [{ ...recordOf(model.source(target), target, call, [path], call, false, model), local: true }];
  });
}

function targetName(node: Node): string | undefined {
  const target = node.kind === "declare" ? node.target : node.kind === "assign" ? node.targets[0] : undefined;
  return target?.kind === "name" ? target.name : undefined;
}

function instance(
  binding: Binding,
  definition: Definition,
  value: Expression,
  model: FileModel,
): InstanceRecord | undefined {
  const made = madeIn(value)
    .filter(call => !wraps(call))
    .map(call => ({ call, path: makerPath(call, model) }));
  const makers = made.filter(({ path }) => path !== undefined && isMaker(path, binding.name));
  const first = makers[0];
  if (!first) return undefined;
  const target = targetOf(definition.node, binding.name);
  const exported = model.python || (definition.node.kind === "declare" && definition.node.exported === true);
  return recordOf(
    binding.name,
    target,
    value,
    makers.map(({ path }) => path!),
    first.call,
    exported,
    model,
  );
}

function recordOf(
  name: string,
  target: Node,
  value: Expression,
  makers: AccessPath[],
  call: Call,
  exported: boolean,
  model: FileModel,
): InstanceRecord {
  return {
    form: "instance",
    start: target.start,
    end: target.end,
    name,
    place: model.place(target),
    exported,
    makers,
    value: model.place(value),
    options: optionsOf(call),
    bound: isBound(call, model),
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

/** `withRateLimit(async request => …)` is the wrapped function, no limiter; `Limiter(key_func=lambda r: …)` is one. */
function wraps(call: Call): boolean {
  return call.args.some(argument => argument.name === undefined && argument.value.kind === "function") && !call.isNew;
}

/** The path of the made value by the names of the source: `local RateLimiter()`, not what a factory in turn is made of. */
export function makerPath(call: Call, model: FileModel): AccessPath | undefined {
  return extend(model.pathOf(call.callee), "()");
}

/** A library's constructor, a class that is named like a limiter, or a factory when both names say so. */
export function isMaker(path: AccessPath, variable: string): boolean {
  if (limiterLibrary(libraryName(path))) return true;
  const name =
    [...path.steps]
      .reverse()
      .find(step => step.startsWith("."))
      ?.slice(1) ??
    path.module ??
    "";
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
      for (const property of argument.value.properties)
        if (property.key !== undefined && !isNothing(property.value)) names.push(property.key);
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
