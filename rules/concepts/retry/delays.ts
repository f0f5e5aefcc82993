/** From the argument of a wait to the expressions that make it long: through names, branches, dates and durations. */
import type { Expression, Node } from "../../ir/nodes.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { type Guard, guardsAt } from "../../semantics/guards.ts";
import { constant, type Symbolic } from "../../semantics/symbolic.ts";
import type { Reader } from "./counters.ts";
import { growthOf, isSize } from "./growth.ts";
import { guardsAround, oneLine } from "./limits.ts";
import { isWithin } from "./positions.ts";
import { reachingDefinition } from "./reaching.ts";
import type { DelayRecord, Unit, UpdateRecord } from "./record.ts";

const MAX_ALTERNATIVES = 4;

/** The delays that `expression` may be, one for each branch that gives it a value. */
export function delayRecords(expression: Expression, unit: Unit, model: FileModel, reader: Reader): DelayRecord[] {
  return alternatives(expression, model, new Set())
    .slice(0, MAX_ALTERNATIVES)
    .map(one => delayRecord(one, unit, model, reader));
}

function delayRecord(
  { value: expression, shown: from, guards }: Alternative,
  unit: Unit,
  model: FileModel,
  reader: Reader,
): DelayRecord {
  const updates = reader.updates.length;
  const value = guarded(symbolicOf(expression, model, reader.known), guards, reader);
  const update = reader.updates.slice(updates)[0] ?? updateAround(expression, reader);
  const shown: Node = update ?? growing(from, model, reader);
  const capUnit = durationUnit(shown);
  return {
    place: model.place(shown),
    text: oneLine(model.source(shown)),
    value,
    unit,
    ...(capUnit ? { capUnit } : {}),
    ...(update ? { update: updateRecord(update, model) } : {}),
    cappable: isMinimumFree(shown, model),
  };
}

const DURATION_UNITS: Readonly<Record<string, Unit>> = {
  milliseconds: "ms",
  seconds: "s",
  minutes: "min",
  hours: "h",
  days: "d",
};

/** `minutes` of `timedelta(minutes=…)`. */
function durationUnit(shown: Node): Unit | undefined {
  const argument = shown.parent;
  if (argument?.kind !== "argument" || argument.name === undefined || argument.parent?.kind !== "call")
    return undefined;
  const callee = argument.parent.callee;
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  return name === "timedelta" ? DURATION_UNITS[argument.name] : undefined;
}

function updateAround(expression: Expression, reader: Reader) {
  if (expression.kind !== "name" && expression.kind !== "member") return undefined;
  return reader.updates.find(
    one => one.targets[0]?.kind === expression.kind && one.targets[0].name === expression.name,
  );
}

function updateRecord(update: Reader["updates"][number], model: FileModel): UpdateRecord {
  const target = model.source(update.targets[0]!);
  const value = model.source(update.value);
  if (update.operator === "=") return { target, value };
  const right = update.value.kind === "binary" || update.value.kind === "conditional" ? `(${value})` : value;
  return { target, value: `${target} ${update.operator} ${right}` };
}

interface Alternative {
  /** What is waited. */
  value: Expression;
  /** Where it is computed. */
  shown: Expression;
  /** Conditions of the branch that computes it. */
  guards: Guard[];
}

/** A branch that few attempts reach waits nothing for the others: `if attempt < 5: delay = 2 ** attempt`. */
function guarded(value: Symbolic, guards: Guard[], reader: Reader): Symbolic {
  return guards.reduce((inner, guard) => {
    const test = symbolicOf(guard.test, reader.model, reader.known);
    if (test.kind !== "operation" || growthOf(test).growth === "unknown" || !isComparison(test.operator)) return inner;
    return guard.holds ? operation("if", test, inner, constant(0)) : operation("if", test, constant(0), inner);
  }, value);
}

const isComparison = (operator: string): boolean => ["<", "<=", ">", ">=", "==", "!="].includes(operator);

/** Definitions of a name in branches; a conditional's sides stay one expression. */
function alternatives(expression: Expression, model: FileModel, seen: Set<Node>): Alternative[] {
  if (seen.has(expression)) return [];
  seen.add(expression);
  if (expression.kind === "await") return alternatives(expression.value, model, seen);
  const itself = [{ value: expression, shown: expression, guards: [] }];
  const binding = expression.kind === "name" ? model.bindingOf(expression) : undefined;
  if (expression.kind !== "name" || binding?.kind !== "variable") return itself;
  const reaching = binding.definitions.length > 1 ? reachingDefinition(binding, expression, model) : undefined;
  if (reaching?.value)
    return [{ value: expression, shown: reaching.compound ? expression : reaching.value, guards: [] }];
  const plain = binding.definitions.filter(one => !one.compound && one.value && one.steps.length === 0);
  // A variable that is built on itself is read as a whole.
  if (plain.length !== binding.definitions.length || plain.some(one => mentionsName(one.value!, expression, model)))
    return itself;
  const here = new Set(guardsAround(expression).map(guard => guard.test));
  const values = plain.flatMap(one => {
    const guards = plain.length === 1 ? [] : guardsAt(one.node).filter(guard => !here.has(guard.test));
    return alternatives(one.value!, model, seen).map(inner => ({ ...inner, guards: [...guards, ...inner.guards] }));
  });
  return values.length > 0 ? values : itself;
}

function mentionsName(value: Expression, name: Expression & { kind: "name" }, model: FileModel): boolean {
  const binding = model.bindingOf(name);
  return binding?.references.some(use => isWithin(use, value)) ?? false;
}

/**
 * The part to cap: a duration's argument, the side of `now + …` that grows, the definition of a name that holds the growing
 * part. `date` parts cannot be compared with a number.
 */
function growing(expression: Expression, model: FileModel, reader: Reader): Expression {
  let at = expression;
  for (let depth = 0; depth < 12; depth++) {
    const next = deeper(at, model, reader);
    if (!next) return at;
    at = next;
  }
  return at;
}

function deeper(at: Expression, model: FileModel, reader: Reader): Expression | undefined {
  const grows = (part: Expression) => isGrowing(symbolicOf(part, model, reader.known));
  switch (at.kind) {
    case "name": {
      const definition = model.definitionOf(at);
      return definition?.value && definition.steps.length === 0 && grows(definition.value)
        ? definition.value
        : undefined;
    }
    case "binary": {
      if (at.operator !== "+" && at.operator !== "*" && at.operator !== "/") return undefined;
      // Only a name's definition or a call is better to cap than the whole.
      const sides = [at.left, at.right].filter(grows);
      const side = sides.length === 1 ? sides[0]! : undefined;
      if (!side) return undefined;
      if (at.operator === "+" && (isDate(at.left, model) || isDate(at.right, model))) return side;
      if (side.kind !== "name" || !deeper(side, model, reader)) return undefined;
      // `delay * 1000` of `const delay = 2 ** attempt`: the cap would be in another unit.
      return at.operator === "+" ? side : undefined;
    }
    case "call": {
      const name = at.callee.kind === "member" ? at.callee.name : at.callee.kind === "name" ? at.callee.name : "";
      if (!/^(timedelta|Date|int|float|Number|round|floor|ceil|max|trunc)$/u.test(name)) return undefined;
      const inner = at.args.map(argument => argument.value).filter(grows);
      if (name === "timedelta" || name === "Date") return inner.length === 1 ? inner[0] : undefined;
      return inner.length === 1 && inner[0]!.kind === "name" ? deeper(inner[0]!, model, reader) : undefined;
    }
    case "member":
      return undefined;
    default:
      return undefined;
  }
}

const DATE = /(now|utcnow|today|getTime|Date\.now)\b/u;

function isDate(expression: Expression, model: FileModel): boolean {
  const value = model.valueOf(expression);
  return value.kind === "call" && DATE.test(model.source(value));
}

export function isGrowing(value: Symbolic): boolean {
  return growthOf(value).growth !== "none" || growthOf(value, isSize).growth !== "none";
}

/** `min` and `Math` mean what they usually mean. */
function isMinimumFree(at: Node, model: FileModel): boolean {
  const binding = model.bindings.lookUp(model.python ? "min" : "Math", at);
  return binding === undefined;
}
