/** Expressions of the IR as {@link Symbolic} values: constants folded, names followed, standard functions known. */
import type { Call, Expression, FunctionNode, ObjectLiteral } from "../ir/nodes.ts";
import type { FileModel } from "./file-model.ts";
import { libraryName } from "./access-path.ts";
import { excerpt } from "./excerpt.ts";
import { FUNCTIONS, RANDOM } from "./standard-functions.ts";
import { constant, type Operator, type Symbolic, unknown } from "./symbolic.ts";

/** What the caller knows of certain expressions: "this is the attempt counter". Asked first, for every part. */
export type Known = (expression: Expression) => Symbolic | undefined;

/** Parts that one value may have: names are followed, so that a value can be exponentially larger than its text. */
const MAX_PARTS = 500;

interface Search {
  model: FileModel;
  known: Known;
  parts: number;
}

const OPERATORS = new Set<string>([
  "+",
  "-",
  "*",
  "/",
  "//",
  "%",
  "**",
  "<<",
  ">>",
  "<",
  "<=",
  ">",
  ">=",
  "==",
  "!=",
  "and",
  "or",
  "??",
]);

export function symbolicOf(
  expression: Expression | undefined,
  model: FileModel,
  known: Known = () => undefined,
): Symbolic {
  return expression ? build(expression, { model, known, parts: 0 }) : unknown();
}

/** The one value that a function returns, over its parameters; undefined when it has several statements that matter. */
export function formulaOf(fn: FunctionNode, model: FileModel): Symbolic | undefined {
  const results = fn.body.filter(statement => statement.kind === "return" || statement.kind === "if");
  const last = fn.body.at(-1);
  if (last?.kind !== "return" || !last.value || results.length > 4) return undefined;
  if (fn.body.some(statement => statement.kind === "loop" || statement.kind === "try" || statement.kind === "with"))
    return undefined;
  if (results.length === 1 && comesFromNowhere(last.value, model)) return undefined;
  const search: Search = { model, known: () => undefined, parts: 0 };
  let value = build(last.value, search);
  for (const statement of results.toReversed()) {
    if (statement.kind !== "if") continue;
    const only = statement.then[0];
    if (statement.then.length !== 1 || only?.kind !== "return" || !only.value || statement.otherwise.length > 0)
      return undefined;
    value = operation("if", build(statement.test, search), build(only.value, search), value);
  }
  return value.kind === "unknown" ? undefined : value;
}

export function operation(operator: Operator, ...args: Symbolic[]): Symbolic {
  return { kind: "operation", operator, args };
}

function build(expression: Expression, search: Search): Symbolic {
  const { model } = search;
  const given = search.known(expression);
  if (given) return given;
  if (search.parts++ > MAX_PARTS) return unknown(short(expression, model));
  switch (expression.kind) {
    case "literal":
      return expression.flavour === "regexp" ? unknown(short(expression, model)) : constant(expression.value);
    case "template":
      return expression.values.length === 0 ? constant(expression.parts.join("")) : unknown(short(expression, model));
    case "list":
      return { kind: "list", items: built(expression.items, search) };
    case "object":
      return { kind: "object", properties: propertiesOf(expression, search) };
    case "unary":
      if (expression.operator === "-") return operation("neg", build(expression.operand, search));
      if (expression.operator === "+") return build(expression.operand, search);
      return expression.operator === "not"
        ? operation("not", build(expression.operand, search))
        : unknown(short(expression, model));
    case "binary":
      return OPERATORS.has(expression.operator)
        ? operation(expression.operator as Operator, build(expression.left, search), build(expression.right, search))
        : unknown(short(expression, model));
    case "conditional":
      return operation("if", ...built([expression.test, expression.then, expression.otherwise], search));
    case "await":
      return build(expression.value, search);
    case "index":
      return indexed(build(expression.object, search), build(expression.index, search), expression, model);
    case "call":
      return called(expression, search);
    case "name":
    case "member":
      return named(expression, search);
    default:
      return unknown(short(expression, model));
  }
}

function built(expressions: readonly Expression[], search: Search): Symbolic[] {
  return expressions.map(one => build(one, search));
}

function propertiesOf(object: ObjectLiteral, search: Search): Record<string, Symbolic> {
  const entries: [string, Symbolic][] = [];
  for (const { key, value } of object.properties) if (key !== undefined) entries.push([key, build(value, search)]);
  return Object.fromEntries(entries);
}

function indexed(object: Symbolic, index: Symbolic, expression: Expression, model: FileModel): Symbolic {
  if (object.kind === "list") return { kind: "table", items: object.items, index };
  if (object.kind === "object" && index.kind === "constant")
    return object.properties[String(index.value)] ?? unknown(short(expression, model));
  if (object.kind === "object" && Object.keys(object.properties).length > 0)
    return { kind: "table", items: Object.values(object.properties), index: unknown() };
  return unknown(short(expression, model));
}

function called(call: Call, search: Search): Symbolic {
  const { model } = search;
  const name = functionName(call, model);
  if (name !== undefined && RANDOM.has(name)) return { kind: "random" };
  const operator = name === undefined ? undefined : FUNCTIONS.get(name);
  const args = call.args.map(one => (one.name === undefined && !one.spread ? measured(one.value, search) : undefined));
  if (operator)
    return applied(
      operator,
      args.flatMap(one => one?.value ?? []),
      call,
      model,
    );
  if (name?.endsWith("timedelta")) return seconds(call, search);
  const path = model.pathOf(call.callee);
  if (!path || path.root === "parameter") return unknown(short(call, model));
  return {
    kind: "apply",
    path,
    args: call.args.map((argument, index) => again(argument.value, args[index], search)),
    names: call.args.map(argument => argument.name ?? ""),
  };
}

/** A value and the parts that it took. */
interface Measured {
  value: Symbolic;
  parts: number;
}

function measured(expression: Expression, search: Search): Measured {
  const before = search.parts;
  const value = build(expression, search);
  return { value, parts: search.parts - before };
}

/** What is built a second time counts a second time, and is the same as before when its parts are still to be had. */
function again(expression: Expression, before: Measured | undefined, search: Search): Symbolic {
  if (!before || search.parts + before.parts > MAX_PARTS + 1) return build(expression, search);
  search.parts += before.parts;
  return before.value;
}

/** A standard function, of what is given by position. */
function applied(operator: Operator | "identity", args: Symbolic[], call: Call, model: FileModel): Symbolic {
  if (operator === "identity") return args[0] ?? unknown();
  if (operator === "uniform" && args.length === 1) return operation("uniform", constant(0), args[0]!);
  if (operator === "min" || operator === "max") {
    const items = args.length === 1 && args[0]!.kind === "list" ? args[0]!.items : args;
    return items.length > 0 ? operation(operator, ...items) : unknown(short(call, model));
  }
  return operation(operator, ...args);
}

/** A call of which nothing is known whatever is given to it, such as an element of JSX. */
function comesFromNowhere(expression: Expression, model: FileModel): boolean {
  if (expression.kind !== "call" || functionName(expression, model) !== undefined) return false;
  const path = model.pathOf(expression.callee);
  return !path || path.root === "parameter";
}

/** `timedelta(minutes=5)` in seconds. */
function seconds(call: Call, search: Search): Symbolic {
  const factors: Record<string, number> = {
    weeks: 604800,
    days: 86400,
    hours: 3600,
    minutes: 60,
    seconds: 1,
    milliseconds: 0.001,
  };
  const positions = ["days", "seconds"];
  const parts = call.args.map((argument, index) => {
    const factor = factors[argument.name ?? positions[index] ?? ""];
    return factor === undefined ? unknown() : operation("*", build(argument.value, search), constant(factor));
  });
  return parts.length === 0 ? constant(0) : parts.reduce((sum, part) => operation("+", sum, part));
}

/** Name of a global or library function: `Math.min`, `random.uniform`. */
function functionName(call: Call, model: FileModel): string | undefined {
  const library = libraryName(model.pathOf(call.callee));
  if (library !== undefined) return library;
  const callee = call.callee;
  if (callee.kind === "name") return model.bindingOf(callee) ? undefined : callee.name;
  if (callee.kind === "member" && callee.object.kind === "name" && !model.bindingOf(callee.object))
    return `${callee.object.name}.${callee.name}`;
  return undefined;
}

function named(expression: Expression & { kind: "name" | "member" }, search: Search): Symbolic {
  const { model } = search;
  if (expression.kind === "name") {
    const binding = model.bindingOf(expression);
    if (binding?.kind === "parameter") return { kind: "parameter", name: expression.name };
    if (binding?.kind === "import") return reference(expression, model);
    const definition = model.definitionOf(expression);
    if (definition?.value && definition.steps.length === 0 && binding && binding.definitions.length === 1)
      return build(definition.value, search);
    if (definition?.value && definition.steps.length === 1 && definition.steps[0]!.startsWith(".")) {
      const object = build(definition.value, search);
      if (object.kind === "object") return object.properties[definition.steps[0]!.slice(1)] ?? unknown(expression.name);
    }
    return unknown(expression.name);
  }
  const object = build(expression.object, search);
  if (object.kind === "object") return object.properties[expression.name] ?? unknown(short(expression, model));
  if (expression.name === "length" && object.kind === "list") return operation("length", object);
  const member = ownMember(expression, model);
  if (member) return build(member, search);
  return reference(expression, model);
}

/** The only value of `self.x`/`this.x`. */
function ownMember(expression: Expression & { kind: "member" }, model: FileModel): Expression | undefined {
  const object = expression.object;
  if (object.kind !== "name" || !["self", "this", "cls"].includes(object.name)) return undefined;
  const owner = model.enclosingClass(expression);
  const values = owner ? model.memberValues(owner, expression.name) : [];
  return values.length === 1 ? values[0] : undefined;
}

function reference(expression: Expression, model: FileModel): Symbolic {
  const path = model.pathOf(expression);
  return path?.root === "import" || path?.root === "this"
    ? { kind: "reference", path }
    : unknown(short(expression, model));
}

function short(expression: Expression, model: FileModel): string {
  const text = excerpt(expression, model, 61);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}
