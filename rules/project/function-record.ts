/** What a function says to the rest of the program. */
import type { Expression, FunctionNode, Node, Parameter, Statement } from "../ir/nodes.ts";
import type { AccessPath } from "../semantics/access-path.ts";
import { eachReturn, exitsOf } from "../semantics/exits.ts";
import { formulaOf } from "../semantics/expressions.ts";
import type { FileModel } from "../semantics/file-model.ts";
import { callOrReference } from "../semantics/values.ts";
import type { CallOrReference, CallRecord, FunctionRecord, ParameterRecord } from "./summary.ts";

export function functionRecord(fn: FunctionNode, model: FileModel, calls: CallRecord[]): FunctionRecord {
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
    throws: throwsOut(fn, model),
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
export function typePath(annotation: Expression, model: FileModel): AccessPath | undefined {
  if (annotation.kind === "binary" && annotation.operator === "|")
    return typePath(annotation.left, model) ?? typePath(annotation.right, model);
  if (annotation.kind === "index") {
    const name =
      annotation.object.kind === "name"
        ? annotation.object.name
        : annotation.object.kind === "member"
          ? annotation.object.name
          : "";
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
  const paths: AccessPath[] = [];
  eachReturn(fn, model, value => {
    const path = value.kind === "literal" || paths.length === 6 ? undefined : model.pathOf(value);
    if (path && !paths.some(other => isSamePath(other, path))) paths.push(path);
  });
  return paths;
}

function isSamePath(left: AccessPath, right: AccessPath): boolean {
  return (
    left.root === right.root &&
    left.module === right.module &&
    left.owner === right.owner &&
    left.steps.length === right.steps.length &&
    left.steps.every((step, index) => step === right.steps[index])
  );
}

function throwsOut(fn: FunctionNode, model: FileModel): boolean {
  return exitsOf(fn, model).some(exit => exit.kind === "throw" && !isCaughtInside(exit, fn));
}

function isCaughtInside(node: Node, fn: FunctionNode): boolean {
  for (let at = node, parent = at.parent; parent && parent !== fn; at = parent, parent = parent.parent)
    if (
      parent.kind === "try" &&
      parent.body.includes(at as Statement) &&
      parent.handlers.some(handler => handler.types.length === 0)
    )
      return true;
  return false;
}
