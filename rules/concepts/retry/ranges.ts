/** Loops over numbers: `range(…)`, `itertools.count(…)`, `enumerate(…)`. */
import type { Call, Expression, Loop } from "../../ir/nodes.ts";
import { type Known, operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic, unknown } from "../../semantics/symbolic.ts";

export interface NumberRange {
  start: Symbolic;
  step: number;
  /** Absent when it never ends. */
  stop?: Symbolic;
}

export function rangeOf(loop: Loop, model: FileModel, known: Known): NumberRange | undefined {
  const iterable = loop.iterable && model.valueOf(loop.iterable);
  if (iterable?.kind !== "call") return undefined;
  if (iterable.callee.kind === "name" && iterable.callee.name === "enumerate")
    return enumerated(iterable, model, known);
  return numbers(iterable, model, known);
}

function numbers(call: Call, model: FileModel, known: Known): NumberRange | undefined {
  const values = call.args.map(argument => symbolicOf(argument.value, model, known));
  if (model.libraryNameOf(call.callee) === "itertools.count") return { start: values[0] ?? constant(0), step: 1 };
  if (call.callee.kind !== "name" || call.callee.name !== "range") return undefined;
  const stop = values.length === 1 ? values[0] : values[1];
  return {
    start: values.length === 1 ? constant(0) : (values[0] ?? unknown()),
    step: stepSize(values[2]),
    ...(stop ? { stop } : {}),
  };
}

function stepSize(step: Symbolic | undefined): number {
  if (step?.kind === "constant" && typeof step.value === "number") return step.value;
  return step?.kind === "operation" && step.operator === "neg" ? -1 : 1;
}

/** The counter of `enumerate(items, start)`; over a range, the range's own. */
function enumerated(call: Call, model: FileModel, known: Known): NumberRange {
  const items: Expression | undefined = call.args[0]?.value;
  const range = items?.kind === "call" ? numbers(items, model, known) : undefined;
  if (range) return range;
  const start = model.argument(call, 1, "start");
  const length = operation("length", items ? symbolicOf(items, model, known) : unknown());
  return { start: start ? symbolicOf(start, model, known) : constant(0), step: 1, stop: length };
}
