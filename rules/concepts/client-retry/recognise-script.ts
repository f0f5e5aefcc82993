/** Retry options of JavaScript clients and queues that something else takes the effect from. */
import type { Call, Expression, FunctionNode, Node, Property } from "../../ir/nodes.ts";
import { METHODS_NOT_RETRIED, NEEDS_ATTEMPTS, TAKEN_OVER, UNDEFINED_RETRIES } from "../../libraries/idle-retries.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { ClientRetryRecord } from "./record.ts";

type ObjectNode = Expression & { kind: "object" };

export function scriptRetries(model: FileModel): ClientRetryRecord[] {
  return model.calls.flatMap(call => {
    const library = model.libraryNameOf(call.callee) ?? "";
    return [
      ...undefinedRetries(call, library, model),
      ...takenOver(call, library, model),
      ...skippedMethod(call, library, model),
      ...withoutAttempts(call, library, model),
    ];
  });
}

/** `retry(fn, { retries: options.retries })` where `options.retries` may be left out. */
function undefinedRetries(call: Call, library: string, model: FileModel): ClientRetryRecord[] {
  const row = UNDEFINED_RETRIES.find(one => one.library.test(library));
  const property = row && propertyOf(objectAt(call, row.position, model), row.option);
  if (!row || !property) return [];
  const { value } = property;
  const passed = passedOn(value, model);
  if (!passed && !isUndefined(value)) return [];
  return [
    {
      kind: "undefined",
      start: property.start,
      end: property.end,
      title: row.title,
      text: model.source(property),
      value: model.place(value),
      valueText: model.source(value),
      fallback: row.fallback,
      ...(passed ? { passed } : {}),
    },
  ];
}

const isUndefined = (value: Expression): boolean =>
  (value.kind === "literal" && value.flavour === "undefined") || (value.kind === "name" && value.name === "undefined");

/** An optional property of a parameter's type, as it is or taken out of the parameter without a default. */
function passedOn(
  value: Expression,
  model: FileModel,
): { functionId: string; position: number; option: string } | undefined {
  const owner = model.enclosingFunction(value);
  for (let fn = owner; fn; fn = model.enclosingFunction(fn)) {
    const found = optionalOf(value, fn, model);
    if (found) return { functionId: model.functionId(fn), ...found };
  }
  return undefined;
}

function optionalOf(
  value: Expression,
  fn: FunctionNode,
  model: FileModel,
): { position: number; option: string } | undefined {
  for (const [position, parameter] of fn.params.entries()) {
    const type = parameter.annotation && typeObject(parameter.annotation, model);
    if (!type || (parameter.default?.kind === "object" && parameter.default.properties.length > 0)) continue;
    const option = optionRead(value, parameter.name, parameter.pattern);
    if (option !== undefined && propertyOf(type, option)?.optional === true) return { position, option };
  }
  return undefined;
}

function optionRead(value: Expression, name: string | undefined, pattern: Node | undefined): string | undefined {
  if (value.kind === "member" && value.object.kind === "name" && name !== undefined && value.object.name === name)
    return value.name;
  if (value.kind !== "name" || pattern?.kind !== "object-pattern") return undefined;
  const element = pattern.properties.find(one => one.target.kind === "name" && one.target.name === value.name);
  return element && !element.default && !element.rest ? element.key : undefined;
}

function typeObject(annotation: Expression, model: FileModel): ObjectNode | undefined {
  if (annotation.kind === "object") return annotation;
  if (annotation.kind !== "name") return undefined;
  const alias = model.module.body.find(one => one.kind === "type-alias" && one.name === annotation.name);
  return alias?.kind === "type-alias" && alias.value.kind === "object" ? alias.value : undefined;
}

/** A function given as `retryOn` decides alone. */
function takenOver(call: Call, library: string, model: FileModel): ClientRetryRecord[] {
  const row = TAKEN_OVER.find(one => one.library.test(library));
  if (!row) return [];
  return call.args.flatMap(argument => {
    const options = model.valueOf(argument.value);
    if (options.kind !== "object") return [];
    const option = propertyOf(options, row.option);
    const by = propertyOf(options, row.by);
    if (!option || !by || model.valueOf(by.value).kind !== "function") return [];
    const place = model.place(by);
    return [
      {
        kind: "takenOver" as const,
        start: option.start,
        end: option.end,
        title: row.title,
        option: row.option,
        by: row.by,
        place,
      },
    ];
  });
}

/** `got.post(url, { retry: { limit: 5 } })`: a POST is not repeated unless `methods` says so. */
function skippedMethod(call: Call, library: string, model: FileModel): ClientRetryRecord[] {
  const row = METHODS_NOT_RETRIED.find(one => one.library.test(library));
  if (!row) return [];
  for (const argument of call.args) {
    const options = model.valueOf(argument.value);
    const retry = options.kind === "object" ? propertyOf(options, row.option) : undefined;
    if (options.kind !== "object" || !retry || options.properties.some(one => one.spread)) continue;
    const given = model.property(options, "method");
    const method = given?.kind === "literal" ? String(given.value) : (/\.(\w+)$/u.exec(library)?.[1] ?? "");
    const value = model.valueOf(retry.value);
    const limit = value.kind === "object" ? model.property(value, "limit") : value;
    const known = limit?.kind === "literal" && typeof limit.value === "number" && limit.value > 0;
    if (!row.methods.test(method) || !known) return [];
    if (
      value.kind === "object" &&
      value.properties.some(one => one.spread || one.key === row.allow || one.key === "calculateDelay")
    )
      return [];
    return [
      {
        kind: "method",
        start: retry.start,
        end: retry.end,
        title: row.title,
        method: method.toUpperCase(),
        option: row.option,
        value: model.place(retry.value),
      },
    ];
  }
  return [];
}

/** `queue.add(name, data, { backoff })` with no `attempts` there and none in the queue's defaults. */
function withoutAttempts(call: Call, library: string, model: FileModel): ClientRetryRecord[] {
  const { defaults, option, attempts, queue, add } = NEEDS_ATTEMPTS;
  const span = { start: call.start, end: call.end };
  const isQueue = queue.test(library);
  if (!isQueue && !(call.callee.kind === "member" && call.callee.name === "add")) return [];
  const whole = objectAt(call, isQueue ? 1 : 2, model) ?? (isQueue ? undefined : objectAt(call, 1, model));
  const options = isQueue ? model.valueOf(propertyOf(whole, defaults)?.value ?? call) : whole;
  if (isQueue && !whole && call.args.length > 1) return [{ kind: "fact", fact: "attempts", ...span }];
  if (options?.kind !== "object")
    return isQueue && propertyOf(whole, defaults) ? [{ kind: "fact", fact: "attempts", ...span }] : [];
  const given = propertyOf(options, attempts);
  const hidden = options.properties.some(one => one.spread);
  if (isQueue && (given || hidden) && !isOnce(given, model)) return [{ kind: "fact", fact: "attempts", ...span }];
  const wait = propertyOf(options, option);
  const path = model.pathOf(call.callee);
  if (!wait || hidden || (given && !isOnce(given, model))) return [];
  if (!isQueue && !path && !add.test(library)) return [];
  return [
    {
      kind: "noAttempts",
      start: wait.start,
      end: wait.end,
      name: option,
      ...(path ? { callee: path } : {}),
      defaults: isQueue,
      addAt: given ? -1 : wait.start,
    },
  ];
}

function isOnce(given: Property | undefined, model: FileModel): boolean {
  const value = given && model.valueOf(given.value);
  return value?.kind === "literal" && (value.value === 1 || value.value === 0);
}

function objectAt(call: Call, position: number, model: FileModel): ObjectNode | undefined {
  const argument = model.argument(call, position);
  const value = argument && model.valueOf(argument);
  return value?.kind === "object" ? value : undefined;
}

function propertyOf(object: ObjectNode | undefined, key: string): Property | undefined {
  return object?.properties.findLast(one => one.key === key && !one.spread);
}
