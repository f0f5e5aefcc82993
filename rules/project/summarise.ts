/** What a parsed file says to the rest of the program: names, functions, classes, calls and references, as plain data. */
import type {
  Call, ClassNode, Declare, Export, Expression, FunctionNode, Import, Node, Parameter, Span, Statement,
} from "../ir/nodes.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import type { Binding } from "../semantics/bindings.ts";
import { symbolicOf, formulaOf } from "../semantics/expressions.ts";
import type { FileModel } from "../semantics/file-model.ts";
import { loopsAround } from "../semantics/guards.ts";
import { argumentRecords, callOrReference } from "../semantics/values.ts";
import { walk } from "../ir/walk.ts";
import { callUse } from "./call-use.ts";
import type {
  CallOrReference, CallRecord, ClassRecord, ExportRecord, FileSummary, FunctionRecord, ImportRecord, ParameterRecord,
  ReferenceRecord, VariableRecord,
} from "./summary.ts";

type Code = Pick<FileSummary, "imports" | "exports" | "variables" | "functions" | "classes" | "references">;

export function summarise(model: FileModel): Code {
  const imports: ImportRecord[] = [];
  const exports: ExportRecord[] = [];
  walk(model.module, node => {
    if (node.kind === "import") imports.push(importRecord(node, model));
    if (node.kind === "export") exports.push(...exportRecords(node, model));
  });
  const calls = callsByFunction(model);
  return {
    imports,
    exports,
    variables: variablesOf(model),
    functions: [topLevel(model, calls.get("") ?? []), ...model.functions.map(fn => functionRecord(fn, model, calls.get(model.functionId(fn)) ?? []))],
    classes: model.classes.filter(one => one.name !== undefined).map(one => classRecord(one, model)),
    references: referencesOf(model),
  };
}

function importRecord(node: Import, model: FileModel): ImportRecord {
  return {
    module: node.module,
    place: model.place(node),
    names: node.names.map(name => ({ imported: name.imported, ...(name.local === undefined ? {} : { local: name.local }) })),
    typeOnly: node.typeOnly === true,
  };
}

function exportRecords(node: Export, model: FileModel): ExportRecord[] {
  const records: ExportRecord[] = node.names.map(name => ({
    exported: name.exported ?? "*",
    local: name.local,
    ...(node.module === undefined ? {} : { module: node.module }),
  }));
  if (node.value && node.valueName) {
    const value = model.pathOf(node.value);
    const local = node.value.kind === "name" ? node.value.name : node.value.kind === "function" ? model.functionId(node.value) : undefined;
    records.push({ exported: node.valueName, ...(local === undefined ? {} : { local }), ...(value ? { value } : {}) });
    if (node.valueName === "=" && node.value.kind === "object")
      for (const property of node.value.properties)
        if (property.key !== undefined && property.value.kind === "name") records.push({ exported: property.key, local: property.value.name });
  }
  return records;
}

function variablesOf(model: FileModel): VariableRecord[] {
  const records: VariableRecord[] = [];
  for (const binding of model.bindings.topLevel()) {
    if (binding.kind !== "variable") continue;
    const first = binding.definitions[0]!;
    const declare = first.node.kind === "declare" ? first.node : undefined;
    records.push(variableRecord(binding.name, first.node, onlyValue(binding, model), model, declare, binding));
  }
  return records;
}

function onlyValue(binding: Binding, model: FileModel): Expression | undefined {
  const values = binding.definitions.filter(one => !one.compound && one.value && !(one.value.kind === "literal" && one.value.value === null));
  const value = values[0]?.value;
  if (!value || binding.definitions.some(one => one.compound)) return undefined;
  const same = values.every(one => one.value === value || sameText(one.value!, value, model));
  return same && values[0]!.steps.length === 0 ? value : undefined;
}

function sameText(left: Span, right: Span, model: FileModel): boolean {
  return model.source(left) === model.source(right);
}

function variableRecord(
  name: string, node: Node, value: Expression | undefined, model: FileModel, declare?: Declare, binding?: Binding,
): VariableRecord {
  const path = value ? model.pathOf(value) : binding ? destructured(binding, model) : undefined;
  const symbolic = value && isFoldable(value) ? symbolicOf(value, model) : undefined;
  const type = declare?.annotation ? typePath(declare.annotation, model) : undefined;
  return {
    name,
    place: model.place(declare ? declare.target : node.kind === "expression" || node.kind === "assign" ? targetOf(node) : node),
    exported: declare ? declare.exported === true : model.python,
    ...(path ? { value: path } : {}),
    ...(symbolic && symbolic.kind !== "unknown" ? { constant: symbolic } : {}),
    ...(type ? { type } : {}),
  };
}

function targetOf(node: Node): Span {
  return node.kind === "assign" ? (node.targets[0] ?? node) : node;
}

function destructured(binding: Binding, model: FileModel): AccessPath | undefined {
  const definition = binding.definitions.length === 1 ? binding.definitions[0] : undefined;
  const path = definition?.value ? model.pathOf(definition.value) : undefined;
  return path && { ...path, steps: [...path.steps, ...definition!.steps.map(step => (step.startsWith(".") ? step : "[]"))] };
}

/** Large literals (translations, fixtures) are no constants worth keeping. */
function isFoldable(value: Expression): boolean {
  return value.kind !== "function" && value.kind !== "class" && value.end - value.start < 2_000;
}

function callsByFunction(model: FileModel): Map<string, CallRecord[]> {
  const byFunction = new Map<string, CallRecord[]>();
  for (const call of model.calls) {
    const id = model.functionId(model.enclosingFunction(call));
    const list = byFunction.get(id) ?? [];
    if (list.length === 0) byFunction.set(id, list);
    list.push(callRecord(call, model));
  }
  return byFunction;
}

function callRecord(call: Call, model: FileModel): CallRecord {
  const path = model.pathOf(call.callee);
  return {
    ...(path ? { path } : {}),
    text: calleeText(call.callee),
    place: model.place(call),
    arguments: argumentRecords(call, model),
    ...callUse(call, model),
    loopDepth: loopsAround(call).length,
  };
}

function calleeText(callee: Expression): string {
  switch (callee.kind) {
    case "name":
      return callee.name;
    case "member":
      return `${calleeText(callee.object)}.${callee.name}`;
    case "call":
      return `${calleeText(callee.callee)}()`;
    case "index":
      return `${calleeText(callee.object)}[]`;
    case "await":
      return calleeText(callee.value);
    default:
      return "…";
  }
}

function topLevel(model: FileModel, calls: CallRecord[]): FunctionRecord {
  const place = model.place({ start: 0, end: 0 });
  return {
    id: "", place: model.place(model.module), namePlace: place, exported: false, async: true, parameters: [], decorators: [], passedTo: [],
    returns: [], calls, throws: false,
  };
}

function functionRecord(fn: FunctionNode, model: FileModel, calls: CallRecord[]): FunctionRecord {
  const owner = fn.parent?.kind === "class" ? fn.parent : undefined;
  const formula = formulaOf(fn, model);
  return {
    id: model.functionId(fn),
    ...(fn.name === undefined ? {} : { name: fn.name }),
    place: model.place(fn),
    namePlace: model.place(fn.nameSpan ?? { start: fn.start, end: Math.min(fn.end, fn.bodySpan.start) }),
    exported: fn.exported === true || isExportedValue(fn),
    async: fn.async === true,
    ...(owner?.name === undefined ? {} : { className: owner.name }),
    ...(fn.method === undefined ? {} : { method: fn.method }),
    parameters: fn.params.map((parameter, index) => parameterRecord(parameter, index, model)),
    decorators: fn.decorators.map(decorator => callOrReference(decorator.expression, model)),
    passedTo: passedTo(fn, model),
    returns: returnPaths(fn, model),
    ...(formula ? { formula } : {}),
    calls,
    throws: throwsOut(fn),
  };
}

/** `export const f = () => …` and `export const f = wrap(() => …)`. */
function isExportedValue(fn: FunctionNode): boolean {
  let at: Node | undefined = fn.parent;
  while (at?.kind === "argument" || at?.kind === "call") at = at.parent;
  return at?.kind === "declare" ? at.exported === true : at?.kind === "export";
}

function parameterRecord(parameter: Parameter, index: number, model: FileModel): ParameterRecord {
  const type = parameter.annotation && typePath(parameter.annotation, model);
  return {
    name: parameter.name ?? `$${index}`,
    ...(type ? { type } : {}),
    ...(parameter.default ? { default: callOrReference(parameter.default, model) } : {}),
    ...(parameter.default?.kind === "literal" ? { constant: parameter.default.value } : {}),
  };
}

/** A plain type reference, through `Annotated[X, …]`, `X | None`, `Optional[X]`, `Promise<X>`. */
function typePath(annotation: Expression, model: FileModel): AccessPath | undefined {
  if (annotation.kind === "binary" && annotation.operator === "|")
    return typePath(annotation.left, model) ?? typePath(annotation.right, model);
  if (annotation.kind === "index") {
    const name = annotation.object.kind === "name" ? annotation.object.name : annotation.object.kind === "member" ? annotation.object.name : "";
    if (["Annotated", "Optional", "Promise", "Awaited", "Mapped"].includes(name)) {
      const first = annotation.index.kind === "list" ? annotation.index.items[0] : annotation.index;
      return first && typePath(first, model);
    }
    return model.pathOf(annotation.object);
  }
  return annotation.kind === "name" || annotation.kind === "member" ? model.pathOf(annotation) : undefined;
}

function passedTo(fn: FunctionNode, model: FileModel): CallOrReference[] {
  const found: CallOrReference[] = [];
  for (let at: Node = fn; at.parent?.kind === "argument" && at.parent.parent?.kind === "call"; at = at.parent.parent)
    found.push(callOrReference(at.parent.parent, model));
  return found;
}

function returnPaths(fn: FunctionNode, model: FileModel): AccessPath[] {
  const paths = new Map<string, AccessPath>();
  eachOwn(fn, node => {
    const value = node.kind === "return" || node.kind === "yield" ? node.value : undefined;
    const path = value && value.kind !== "literal" ? model.pathOf(value) : undefined;
    if (path && paths.size < 6) paths.set(JSON.stringify(path), path);
  });
  return [...paths.values()];
}

function throwsOut(fn: FunctionNode): boolean {
  let throws = false;
  eachOwn(fn, node => {
    if (node.kind === "throw" && !isCaughtInside(node, fn)) throws = true;
  });
  return throws;
}

function isCaughtInside(node: Node, fn: FunctionNode): boolean {
  for (let at = node, parent = at.parent; parent && parent !== fn; at = parent, parent = parent.parent)
    if (parent.kind === "try" && parent.body.includes(at as Statement) && parent.handlers.some(handler => handler.types.length === 0)) return true;
  return false;
}

/** Nodes of a function without those of functions inside it. */
function eachOwn(fn: FunctionNode, visit: (node: Node) => void): void {
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    visit(node);
    return undefined;
  });
}

function classRecord(node: ClassNode, model: FileModel): ClassRecord {
  return {
    name: node.name!,
    place: model.place(node.nameSpan ?? node),
    exported: node.exported === true,
    bases: node.bases.map(base => model.pathOf(base.kind === "index" ? base.object : base)),
    decorators: node.decorators.map(decorator => callOrReference(decorator.expression, model)),
    members: model.memberNames(node).map(name => {
      const values = model.memberValues(node, name);
      return variableRecord(name, values[0] ?? node, values.length === 1 ? values[0] : undefined, model);
    }),
  };
}

function referencesOf(model: FileModel): ReferenceRecord[] {
  const records: ReferenceRecord[] = [];
  walk(model.module, node => {
    if (node.kind !== "name") return;
    const binding = model.bindingOf(node);
    if (!binding?.references.includes(node) || (binding.kind !== "import" && binding.scope.kind !== "module")) return;
    const symbol = model.symbolOf(node);
    if (!symbol) return;
    const { path, top } = withMembers(symbol, node);
    records.push({ path, place: model.place(node), within: model.functionId(model.enclosingFunction(node)), use: useOf(top) });
  });
  return records;
}

/** `limiter.limit` of `limiter.limit("5/minute")`: the members read from the name. */
function withMembers(symbol: AccessPath, node: Node): { path: AccessPath; top: Node } {
  const steps = [...symbol.steps];
  let top = node;
  while (top.parent?.kind === "member" && top.parent.object === top) {
    steps.push(`.${top.parent.name}`);
    top = top.parent;
  }
  return { path: { ...symbol, steps }, top };
}

function useOf(top: Node): ReferenceRecord["use"] {
  const parent = top.parent;
  switch (parent?.kind) {
    case "call":
      return parent.callee === top ? (parent.parent?.kind === "decorator" ? "decorator" : "call") : "annotation";
    case "decorator":
      return "decorator";
    case "argument":
    case "spread":
      return "argument";
    case "property":
    case "list":
      return "argument";
    case "class":
      return "base";
    case "declare":
      return parent.annotation === top ? "annotation" : "assign";
    case "parameter":
      return parent.annotation === top ? "annotation" : "argument";
    case "assign":
      return "assign";
    case "export":
      return "export";
    case "type-alias":
      return "annotation";
    default:
      return "other";
  }
}
