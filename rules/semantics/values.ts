/** What can be said of an expression in one place, as plain data for the summary. */
import type { Call, Expression } from "../ir/nodes.ts";
import type { ArgumentRecord, CallOrReference, ValueRecord } from "../project/summary.ts";
import type { FileModel } from "./file-model.ts";

const MAX_KEY = 120;
/** A longer expression is known by its place: its text would be copied once for every call around it. */
const MAX_SOURCE = 400;

export function valueRecord(expression: Expression, model: FileModel): ValueRecord {
  const path = model.pathOf(expression);
  const value = model.valueOf(expression);
  const constant =
    value.kind === "literal" && value.flavour !== "regexp"
      ? value.value
      : value.kind === "template" && value.values.length === 0
        ? value.parts[0]
        : undefined;
  const record: ValueRecord = { key: model.once(keyOf, expression) };
  if (path) record.path = path;
  if (constant !== undefined) record.constant = constant;
  return record;
}

/**
 * A text that is equal for two uses of the same value: names are followed through aliases and destructuring up to calls and
 * parameters (`const { tagId } = params` → `params.tagId`), conversions (`String(x)`, `x!`, `await x`) are transparent.
 */
export function keyOf(expression: Expression, model: FileModel): string {
  const key = build(expression, model, 0).replace(/\s+/gu, " ");
  return key.length > MAX_KEY ? `${key.slice(0, MAX_KEY)}…${key.length}` : key;
}

const TRANSPARENT = new Set(["String", "Number", "str", "int", "UUID", "uuid.UUID", "parseInt"]);

function build(expression: Expression, model: FileModel, depth: number): string {
  if (depth > 20) return "…";
  if (expression.end - expression.start > MAX_SOURCE || expression.kind === "function")
    return `${expression.kind}@${expression.start}`;
  switch (expression.kind) {
    case "name": {
      const binding = model.bindingOf(expression);
      const definition = binding?.kind === "variable" ? model.definitionOf(expression) : undefined;
      if (definition?.value && isTransparent(definition.value))
        return build(definition.value, model, depth + 1) + definition.steps.join("");
      if (
        definition?.value &&
        definition.steps.length > 0 &&
        definition.value.kind === "await" &&
        isTransparent(definition.value.value)
      )
        return build(definition.value, model, depth + 1) + definition.steps.join("");
      if (binding?.kind === "parameter" && model.definitionOf(expression)?.steps.length) {
        const steps = model.definitionOf(expression)!.steps.join("");
        return steps.startsWith(".") ? steps.slice(1) : expression.name;
      }
      return expression.name;
    }
    case "member":
      return `${build(expression.object, model, depth + 1)}.${expression.name}`;
    case "index": {
      const index = expression.index;
      const key =
        index.kind === "literal" && typeof index.value === "string"
          ? `.${index.value}`
          : `[${build(index, model, depth + 1)}]`;
      return build(expression.object, model, depth + 1) + key;
    }
    case "await":
      return build(expression.value, model, depth + 1);
    case "call": {
      const callee = expression.callee;
      if (callee.kind === "name" && TRANSPARENT.has(callee.name) && expression.args[0])
        return build(expression.args[0].value, model, depth + 1);
      return `${build(callee, model, depth + 1)}(${expression.args.map(argument => build(argument.value, model, depth + 1)).join(",")})`;
    }
    case "literal":
      return JSON.stringify(expression.value);
    default:
      return model.source(expression);
  }
}

function isTransparent(value: Expression): boolean {
  if (value.kind === "await") return isTransparent(value.value);
  if (value.kind === "name") return true;
  if (value.kind === "member" || value.kind === "index") return isTransparent(value.object);
  return value.kind === "call" && value.callee.kind === "name" && TRANSPARENT.has(value.callee.name);
}

/** Arguments of a call; the properties of an object literal in any position count as named arguments too. */
export function argumentRecords(call: Call, model: FileModel): ArgumentRecord[] {
  const records: ArgumentRecord[] = [];
  let position = 0;
  for (const argument of call.args) {
    if (argument.name !== undefined) {
      records.push({ name: argument.name, value: valueRecord(argument.value, model) });
      continue;
    }
    const object = argument.value.kind === "object" ? argument.value : undefined;
    records.push({ position, value: object ? { key: "{}" } : valueRecord(argument.value, model) });
    for (const property of object?.properties ?? [])
      if (property.key !== undefined)
        records.push({ name: property.key, position, value: valueRecord(property.value, model) });
    position++;
  }
  return records;
}

export function callOrReference(expression: Expression, model: FileModel): CallOrReference {
  const call = expression.kind === "call" ? expression : undefined;
  const callee = call ? call.callee : expression;
  const path = model.pathOf(callee);
  return {
    ...(path ? { path } : {}),
    place: model.place(expression),
    called: call !== undefined,
    arguments: call ? argumentRecords(call, model) : [],
  };
}
