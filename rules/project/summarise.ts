/** What a parsed file says to the rest of the program: names, functions, classes, calls and references, as plain data. */
import type { Call, ClassNode, Declare, Export, Expression, Import, Node, Span } from "../ir/nodes.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import type { Binding } from "../semantics/bindings.ts";
import { symbolicOf } from "../semantics/expressions.ts";
import type { FileModel } from "../semantics/file-model.ts";
import { loopsAround } from "../semantics/guards.ts";
import { argumentRecords, callOrReference } from "../semantics/values.ts";
import { callUse } from "./call-use.ts";
import { functionRecord, typePath } from "./function-record.ts";
import { referencesOf } from "./references.ts";
import type {
  CallRecord,
  ClassRecord,
  ExportRecord,
  FileSummary,
  FunctionRecord,
  ImportRecord,
  VariableRecord,
} from "./summary.ts";

type Code = Pick<FileSummary, "imports" | "exports" | "variables" | "functions" | "classes" | "references">;

export function summarise(model: FileModel, keep: { calls: boolean } = { calls: true }): Code {
  const calls = keep.calls ? callsByFunction(model) : new Map<string, CallRecord[]>();
  return {
    imports: model.nodesOf("import").map(one => importRecord(one, model)),
    exports: model.nodesOf("export").flatMap(one => exportRecords(one, model)),
    variables: variablesOf(model),
    functions: [
      topLevel(model, calls.get("") ?? []),
      ...model.functions.map(fn => functionRecord(fn, model, calls.get(model.functionId(fn)) ?? [])),
    ],
    classes: model.classes.filter(one => one.name !== undefined).map(one => classRecord(one, model)),
    references: referencesOf(model),
  };
}

function importRecord(node: Import, model: FileModel): ImportRecord {
  return {
    module: node.module,
    place: model.place(node),
    names: node.names.map(name => ({
      imported: name.imported,
      ...(name.local === undefined ? {} : { local: name.local }),
    })),
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
    const local =
      node.value.kind === "name"
        ? node.value.name
        : node.value.kind === "function"
          ? model.functionId(node.value)
          : undefined;
    records.push({ exported: node.valueName, ...(local === undefined ? {} : { local }), ...(value ? { value } : {}) });
    if (node.valueName === "=" && node.value.kind === "object")
      for (const property of node.value.properties)
        if (property.key !== undefined && property.value.kind === "name")
          records.push({ exported: property.key, local: property.value.name });
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
  const values = binding.definitions.filter(
    one => !one.compound && one.value && !(one.value.kind === "literal" && one.value.value === null),
  );
  const value = values[0]?.value;
  if (!value || binding.definitions.some(one => one.compound)) return undefined;
  const same = values.every(one => one.value === value || sameText(one.value!, value, model));
  return same && values[0]!.steps.length === 0 ? value : undefined;
}

function sameText(left: Span, right: Span, model: FileModel): boolean {
  return model.source(left) === model.source(right);
}

function variableRecord(
  name: string,
  node: Node,
  value: Expression | undefined,
  model: FileModel,
  declare?: Declare,
  binding?: Binding,
): VariableRecord {
  const path = value ? model.pathOf(value) : binding ? destructured(binding, model) : undefined;
  const symbolic = value && isFoldable(value) ? symbolicOf(value, model) : undefined;
  const type = declare?.annotation ? typePath(declare.annotation, model) : undefined;
  return {
    name,
    place: model.place(
      declare ? declare.target : node.kind === "expression" || node.kind === "assign" ? targetOf(node) : node,
    ),
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
  return (
    path && { ...path, steps: [...path.steps, ...definition!.steps.map(step => (step.startsWith(".") ? step : "[]"))] }
  );
}

/** Large literals (translations, fixtures) are no constants worth keeping. */
function isFoldable(value: Expression): boolean {
  return value.kind !== "function" && value.kind !== "class" && value.end - value.start < 2_000;
}

function callsByFunction(model: FileModel): Map<string, CallRecord[]> {
  const byFunction = new Map<string, CallRecord[]>();
  for (const call of model.calls) {
    if (!isWorthKeeping(call, model)) continue;
    const id = model.functionId(model.enclosingFunction(call));
    const list = byFunction.get(id) ?? [];
    if (list.length === 0) byFunction.set(id, list);
    list.push(callRecord(call, model));
  }
  return byFunction;
}

/** A call that may lead to a function of the project or of a library: no JSX element, no method of a value from nowhere. */
function isWorthKeeping(call: Call, model: FileModel): boolean {
  if (model.text[call.start] === "<") return false;
  return call.callee.kind === "name" || call.parent?.kind === "await" || model.pathOf(call.callee) !== undefined;
}

function callRecord(call: Call, model: FileModel): CallRecord {
  const path = model.pathOf(call.callee);
  const text = calleeText(call.callee);
  const place = model.place(call);
  const args = argumentRecords(call, model);
  const use = callUse(call, model);
  const loopDepth = loopsAround(call).length;
  return path
    ? { path, text, place, arguments: args, ...use, loopDepth }
    : { text, place, arguments: args, ...use, loopDepth };
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
    id: "",
    place: model.place(model.module),
    namePlace: place,
    exported: false,
    async: true,
    parameters: [],
    decorators: [],
    passedTo: [],
    returns: [],
    calls,
    throws: false,
  };
}

function classRecord(node: ClassNode, model: FileModel): ClassRecord {
  return {
    name: node.name!,
    place: model.place(node.nameSpan ?? node),
    exported: node.exported === true,
    bases: node.bases.flatMap(base => model.pathOf(base.kind === "index" ? base.object : base) ?? []),
    decorators: node.decorators.map(decorator => callOrReference(decorator.expression, model)),
    members: model.memberNames(node).map(name => {
      const values = model.memberValues(node, name);
      return variableRecord(name, values[0] ?? node, values.length === 1 ? values[0] : undefined, model);
    }),
  };
}
