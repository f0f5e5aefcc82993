/** Where the value of an expression comes from, as flows of server-sent delays, within one file. */
import type { Argument, Call, Expression, Name, Node } from "../../ir/nodes.ts";
import { CLAMPS, DELAY_FIELD, DELAY_HEADER } from "../../libraries/server-delays.ts";
import type { Binding, Definition } from "../../semantics/bindings.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardsAt } from "../../semantics/guards.ts";
import { boundsAt, isChecked, reboundAt } from "./bounds.ts";
import type { Flow, Given, Origin } from "./flow.ts";
import { headerIn, isOutside, isSetting, messageIn } from "./sources.ts";

const MAX_FLOWS = 8;
const MAX_DEPTH = 16;
/** Nested results whose arguments are results are cut here. */
const MAX_TEXT = 1_200;
const MAX_PARTS = 300;
/** A result that may be a delay, by the name of the function. */
const DELAY_FUNCTION = /retry|after|delay|wait|backoff|header|clamp|cap|pause|sleep|cool|until|throttle/iu;
const NUMBERS = /^(parseInt|parseFloat|Number|BigInt|int|float|Number\.parseInt|Number\.parseFloat|Decimal)$/u;
const SHAPES =
  /^(String|str|Math\.(round|ceil|floor|trunc|abs)|round|abs|math\.(ceil|floor)|timedelta|datetime\.timedelta|Duration\.\w+|ms|unref|toString|getTime|valueOf|total_seconds|timestamp|trim|strip|toFixed)$/u;
const DATES =
  /(^Date$|^Date\.parse$|parsedate(_to_datetime|_tz)?$|strptime$|fromisoformat$|mktime_tz$|parse_http_date(_safe)?$|parseHttpDate$)/u;

export class Trace {
  readonly #model: FileModel;
  readonly #seen = new Set<Binding>();
  #parts = 0;

  constructor(model: FileModel) {
    this.#model = model;
  }

  /** Flows into `expression` as it is used at `at`. */
  of(expression: Expression, at: Node, depth = 0): Flow[] {
    if (depth === 0) this.#parts = 0;
    if (depth > MAX_DEPTH || this.#parts++ > MAX_PARTS) return [];
    return distinct(this.#flows(expression, at, depth + 1)).slice(0, MAX_FLOWS);
  }

  #flows(expression: Expression, at: Node, depth: number): Flow[] {
    const model = this.#model;
    const header = headerIn(expression, model) ?? messageIn(expression, model);
    if (header) {
      const text = line(model.source(header.at));
      return [
        {
          origin: { kind: "header", place: model.place(header.at), text },
          ...(header.fallback ? { checked: true } : {}),
        },
      ];
    }
    const next = (part: Expression) => this.of(part, at, depth);
    switch (expression.kind) {
      case "await":
      case "spread":
        return next(expression.value);
      case "name":
        return this.#named(expression, at, depth);
      case "member":
        return this.#member(expression, at, depth);
      case "index":
        return next(expression.object).filter(flow => flow.origin.kind === "header");
      case "conditional":
        return this.#chosen(expression, depth);
      case "unary":
        return expression.operator === "+" ? next(expression.operand).map(flow => ({ ...flow, number: true })) : [];
      case "binary":
        return this.#combined(expression, next);
      case "template":
        return expression.values.length === 1 ? next(expression.values[0]!) : [];
      case "assign":
        return next(expression.value);
      case "call":
        return this.#called(expression, at, depth, next);
      default:
        return [];
    }
  }

  #chosen(expression: Expression & { kind: "conditional" }, depth: number): Flow[] {
    return [expression.then, expression.otherwise].flatMap(side => this.of(side, side, depth));
  }

  #combined(expression: Expression & { kind: "binary" }, next: (part: Expression) => Flow[]): Flow[] {
    const { operator, left, right } = expression;
    if (operator === "or" || operator === "??")
      return [
        ...next(left).map(flow => (operator === "or" ? { ...flow, checked: true as const } : flow)),
        ...next(right),
      ];
    if (operator === "and") return next(right);
    if (operator === "%") return next(left).map(flow => ({ ...flow, upper: true }));
    if (["+", "-", "*", "/", "//"].includes(operator)) return [...next(left), ...next(right)];
    return [];
  }

  #called(call: Call, at: Node, depth: number, next: (part: Expression) => Flow[]): Flow[] {
    const name = calleeName(call, this.#model);
    const last = name.slice(name.lastIndexOf(".") + 1);
    const values = call.args.map(argument => argument.value);
    if (/^(Math\.)?(min|max)$/u.test(name)) return extreme(values.map(next), last === "min" ? "upper" : "lower");
    const clamp = CLAMPS.find(row => row.name.test(last));
    if (clamp && (clamp.source !== "by name" || !this.#isOwn(call)))
      return (values[0] ? next(values[0]) : []).map(flow => ({
        ...flow,
        ...(clamp.upper ? { upper: true as const } : {}),
        ...(clamp.lower ? { lower: true as const } : {}),
      }));
    if (NUMBERS.test(name)) {
      const handled = isCaughtParse(call) || isTestedBefore(call, this.#model);
      return (values[0] ? next(values[0]) : []).map(flow => ({
        ...flow,
        number: true,
        ...(handled ? { checked: true as const } : {}),
      }));
    }
    if (DATES.test(name)) return values.flatMap(next).map(flow => ({ ...flow, date: true }));
    if (SHAPES.test(name) || SHAPES.test(last)) {
      const object = call.callee.kind === "member" ? next(call.callee.object) : [];
      return [...object, ...values.flatMap(next)];
    }
    return this.#result(call, at, depth);
  }

  #isOwn(call: Call): boolean {
    const path = this.#model.pathOf(call.callee);
    return path !== undefined;
  }

  /** The result of a function that another file may hold: what is given to it is kept, so that its bounds can be applied. */
  #result(call: Call, at: Node, depth: number): Flow[] {
    const path = this.#model.pathOf(call.callee);
    if (!path || path.root === "parameter") return [];
    const given = this.given(call, at, depth);
    const telling = given.some(one => one.flows.some(flow => flow.origin.kind !== "parameter"));
    if (!telling && !DELAY_FUNCTION.test(path.steps.at(-1) ?? "")) return [];
    const text = line(this.#model.source(call));
    return [{ origin: { kind: "call", path, place: this.#model.place(call), text, given } }];
  }

  /** Flows into the arguments of a call; those without any are left out. */
  given(call: Call, at: Node, depth = 0): Given[] {
    let position = 0;
    if (depth > MAX_DEPTH - 4) return [];
    const found: Given[] = [];
    for (const argument of call.args) {
      const where = argument.name === undefined ? { position: position++ } : { keyword: argument.name };
      for (const { value, property } of partsOf(argument)) {
        const flows = this.of(value, at, depth + 4).filter(flow => JSON.stringify(flow).length < MAX_TEXT);
        if (flows.length > 0) found.push({ ...where, ...(property === undefined ? {} : { property }), flows });
      }
    }
    return found;
  }

  #member(expression: Expression & { kind: "member" }, at: Node, depth: number): Flow[] {
    if (["length", "name", "message", "code", "status"].includes(expression.name)) return [];
    if (expression.name === "seconds" || expression.name === "days") return this.of(expression.object, at, depth);
    if (!DELAY_FIELD.test(expression.name) || isSetting(expression.object, this.#model)) return [];
    return this.#bounded([this.#field(expression.name, expression, expression.object)], expression, at);
  }

  #field(name: string, shown: Expression, object: Expression): Flow {
    const model = this.#model;
    const outside = isOutside(object, model);
    const origin: Origin = {
      kind: "field",
      name,
      place: model.place(shown),
      text: line(model.source(shown)),
      ...(outside ? { outside: true as const } : {}),
    };
    return { origin };
  }

  #named(name: Name, at: Node, depth: number): Flow[] {
    const binding = this.#model.bindingOf(name);
    if (!binding || this.#seen.has(binding)) return [];
    this.#seen.add(binding);
    const flows = binding.definitions.flatMap(definition => this.#defined(definition, binding, name, depth));
    this.#seen.delete(binding);
    return this.#bounded(merged(flows), name, at);
  }

  #defined(definition: Definition, binding: Binding, name: Name, depth: number): Flow[] {
    const { node, value } = definition;
    const step = definition.steps.at(-1);
    const fallback = definition.fallback ? this.of(definition.fallback, node, depth) : [];
    if (binding.kind === "parameter") return [...this.#parameter(definition), ...fallback];
    if (!value) return fallback;
    if (step === undefined) return this.of(value, node, depth);
    const key = step.startsWith(".") ? step.slice(1) : "";
    if (DELAY_HEADER.test(key) && key.includes("-"))
      return [{ origin: { kind: "header", place: this.#model.place(node), text: key } }];
    if (DELAY_FIELD.test(key) && !isSetting(value, this.#model)) return [this.#field(key, name, value)];
    return [];
  }

  #parameter(definition: Definition): Flow[] {
    const { node } = definition;
    if (node.kind !== "parameter" || node.parent?.kind !== "function") return [];
    const owner = node.parent;
    const step = definition.steps[0];
    const origin: Origin = {
      kind: "parameter",
      owner: this.#model.functionId(owner),
      position: owner.params.indexOf(node),
      ...(node.name === undefined ? {} : { name: node.name }),
      ...(step?.startsWith(".") ? { property: step.slice(1) } : {}),
    };
    return step !== undefined && !step.startsWith(".") ? [] : [{ origin }];
  }

  /** Adds what is known where the value is used: guards that left, later assignments that hold it. */
  #bounded(flows: Flow[], value: Name | (Expression & { kind: "member" }), at: Node): Flow[] {
    if (flows.length === 0) return flows;
    const bounds = boundsAt(value, at, this.#model);
    const again = value.kind === "name" ? reboundAt(value, at, this.#model) : {};
    const checked = value.kind === "name" && isChecked(value, this.#model) ? { checked: true as const } : {};
    return flows.map(flow => ({ ...flow, ...bounds, ...again, ...(flow.number ? checked : {}) }));
  }
}

export function line(text: string): string {
  const one = text.replace(/\s+/gu, " ").trim();
  return one.length > 60 ? `${one.slice(0, 57)}…` : one;
}

export function calleeName(call: Call, model: FileModel): string {
  const { callee } = call;
  if (callee.kind === "name") return callee.name;
  if (callee.kind !== "member") return "";
  return callee.object.kind === "name" && /^[A-Z]|^(math|datetime)$/u.test(callee.object.name)
    ? `${callee.object.name}.${callee.name}`
    : (model.libraryNameOf(callee) ?? callee.name);
}

/** An argument, or the properties of an object literal. */
function partsOf(argument: Argument): { value: Expression; property?: string }[] {
  if (argument.value.kind !== "object") return [{ value: argument.value }];
  return argument.value.properties.flatMap(one =>
    one.key === undefined ? [] : [{ value: one.value, property: one.key }],
  );
}

/** `min(a, 60)`, `min(a, cap)`: what no server sends bounds what is beside it. */
function extreme(sides: Flow[][], bound: "upper" | "lower"): Flow[] {
  const isOwn = (flows: Flow[]) => flows.every(flow => flow.origin.kind === "parameter");
  return sides.flatMap((flows, index) => {
    const bounded = sides.some((other, at) => at !== index && isOwn(other));
    return flows.map(flow => (bounded ? { ...flow, [bound]: true } : flow));
  });
}

/** Flows of the same origin over several definitions: the one that reads dates and the one that reads numbers are one reader. */
function merged(flows: Flow[]): Flow[] {
  const dated = new Set(flows.filter(flow => flow.date).map(flow => JSON.stringify(flow.origin)));
  return flows.map(flow => (dated.has(JSON.stringify(flow.origin)) ? { ...flow, date: true } : flow));
}

function distinct(flows: Flow[]): Flow[] {
  const known = new Map(flows.map(flow => [JSON.stringify(flow), flow]));
  return [...known.values()];
}

/** `if header.isdigit(): wait = int(header)`. */
function isTestedBefore(call: Call, model: FileModel): boolean {
  return guardsAt(call).some(guard =>
    /\bis_?(digit|numeric|decimal|nan|finite|integer)\w*\(/iu.test(model.source(guard.test)),
  );
}

/** `int(value)` in a `try` whose handlers take what cannot be read. */
function isCaughtParse(call: Call): boolean {
  for (let at: Node = call, parent = call.parent; parent && at.kind !== "function"; at = parent, parent = parent.parent)
    if (parent.kind === "try" && parent.body.includes(at as never) && parent.handlers.length > 0)
      return parent.handlers.some(
        handler =>
          handler.types.length === 0 ||
          handler.types.some(type => /ValueError|TypeError|Exception/u.test(type.kind === "name" ? type.name : "")) ||
          handler.types.some(type => type.kind === "list"),
      );
  return false;
}
