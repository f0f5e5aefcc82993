/** Reads variables that change with every attempt as functions of the attempt: loop counters, growing delays, recursion. */
import type { Assign, Call, ClassNode, Expression, FunctionNode, Loop, Name, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { Binding, Definition } from "../../semantics/bindings.ts";
import { type Known, operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, mentions, rewrite, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { isAttemptName, isPluralCounter, normalised } from "./attempt-names.ts";
import { enclosing, isWithin, mayPrecede, repeatingLoops } from "./positions.ts";

export const ATTEMPT: Symbolic = { kind: "attempt" };
const MARK = "\0variable";

/** What a reading found on its way. */
export interface Reading {
  known: Known;
  /** Normalised name of a counter that is known by its name alone. */
  counter?: string;
  /** That counter is a member or key of something. */
  stored?: boolean;
  /** Updates of growing variables that were read. */
  updates: Assign[];
}

/** Reads expressions of `model`; `given` says what this place knows more. */
export function reading(model: FileModel, given: Known = () => undefined): Reading {
  const busy = new Set<Binding>();
  const result: Reading = { known, updates: [] };
  return result;

  function known(expression: Expression): Symbolic | undefined {
    const own = given(expression);
    if (own) return own;
    switch (expression.kind) {
      case "name":
        return named(expression);
      case "assign":
        return expression.operator !== "=" && expression.targets[0]?.kind === "name" ? named(expression.targets[0]) : undefined;
      case "member":
        if (expression.name === "retries" && expression.object.kind === "member" && expression.object.name === "request") return ATTEMPT;
        return stored(expression.name, model.source(expression.object)) ?? grown(expression) ?? merged(expression, model);
      case "index":
        return expression.index.kind === "literal" && typeof expression.index.value === "string"
          ? stored(expression.index.value, model.source(expression.object))
          : undefined;
      case "call":
        return called(expression);
      case "binary":
        return expression.operator === "??" || expression.operator === "or" ? withDefault(expression.left, expression.right) : undefined;
      default:
        return undefined;
    }
  }

  function stored(name: string, holder: string): Symbolic | undefined {
    if (!isAttemptName(name, holder)) return undefined;
    if (result.counter === undefined) {
      result.counter = normalised(name);
      result.stored = holder !== "";
    }
    return ATTEMPT;
  }

  /** `this.delay` that `this.delay *= 2` changes somewhere in its class. */
  function grown(member: Expression & { kind: "member" }): Symbolic | undefined {
    if (!isOwnMember(member)) return undefined;
    const owner = model.enclosingClass(member);
    if (!owner) return undefined;
    const mark: Known = expression => (isOwnMember(expression) && expression.name === member.name ? { kind: "parameter", name: MARK } : known(expression));
    for (const update of memberUpdates(owner, member.name)) {
      const right = symbolicOf(update.value, model, mark);
      const step = stepOfValue(update.operator === "=" ? right : operation(update.operator as "+", { kind: "parameter", name: MARK }, right));
      if (!step?.grows) continue;
      const start = model.memberValues(owner, member.name).find(value => !update.targets.some(target => target.parent === value.parent) && value !== update.value);
      const turns = mayPrecede(update, member) && enclosing(update) === enclosing(member) ? operation("+", ATTEMPT, constant(1)) : ATTEMPT;
      result.updates.push(update);
      return step.after(start ? symbolicOf(start, model, known) : unknown(member.name), turns);
    }
    return undefined;
  }

  function called(call: Call): Symbolic | undefined {
    const callee = call.callee;
    if (callee.kind !== "member") return undefined;
    const key = call.args[0]?.value;
    if (callee.name === "get" && key?.kind === "literal" && typeof key.value === "string") return stored(key.value, model.source(callee.object));
    if (callee.name === "count" && call.args.length === 0) return operation("length", unknown(model.source(callee.object)));
    return undefined;
  }

  /** `given or 3`: the value that holds when nothing is given. */
  function withDefault(left: Expression, right: Expression): Symbolic | undefined {
    const value = symbolicOf(left, model, known);
    if (mentions(value, "attempt")) return value;
    const fallback = symbolicOf(right, model, known);
    return fallback.kind === "constant" && (value.kind === "unknown" || value.kind === "parameter") ? fallback : undefined;
  }

  function named(name: Name): Symbolic | undefined {
    const binding = model.bindingOf(name);
    if (!binding) return stored(name.name, "");
    if (busy.has(binding)) return undefined;
    busy.add(binding);
    try {
      return ofBinding(binding, name);
    } finally {
      busy.delete(binding);
    }
  }

  function ofBinding(binding: Binding, name: Name): Symbolic | undefined {
    for (const loop of repeatingLoops(name)) {
      const value = counted(binding, loop, name) ?? updated(binding, loop, name);
      if (value) return value;
    }
    if (binding.kind === "parameter") return recursive(binding) ?? parameter(binding, name);
    const definition = model.definitionOf(name);
    if (definition?.fallback && binding.definitions.length === 1) {
      const fallback = symbolicOf(definition.fallback, model, known);
      if (fallback.kind === "constant") return fallback;
    }
    const reaching = reachingValue(binding, name);
    if (reaching) return symbolicOf(reaching, model, known);
    // A counter outside any loop: a closure's or a module's, known by its name and by being counted up.
    if (binding.kind === "variable" && (binding.definitions.length > 1 || !definition?.value)) return stored(name.name, "");
    return binding.definitions[0]?.steps.length ? stored(name.name, "") : undefined;
  }

  function parameter(binding: Binding, name: Name): Symbolic | undefined {
    const fallback = binding.definitions[0]?.fallback;
    const value = fallback && symbolicOf(fallback, model, known);
    // `retries = 3` of a wrapper is how many there may be; `attempt = 0` is how many there were.
    const isLimit = isPluralCounter(name.name) && (value?.kind === "constant" || repeatingLoops(name).length > 0);
    if (isAttemptName(name.name) && !isLimit) return stored(name.name, "");
    return value?.kind === "constant" && value.value !== null ? value : undefined;
  }

  /** `for attempt in range(1, 6)`. */
  function counted(binding: Binding, loop: Loop, use: Name): Symbolic | undefined {
    if (loop.flavour !== "for-each" || !loop.target || !loop.iterable || !isWithin(use, bodyOf(loop))) return undefined;
    const first = loop.target.kind === "list-pattern" ? loop.target.items[0]?.target : loop.target;
    if (first?.kind !== "name" || model.bindingOf(first) !== binding) return undefined;
    const range = rangeOf(loop, model, known);
    return range && operation("+", range.start, range.step === 1 ? ATTEMPT : operation("*", ATTEMPT, constant(range.step)));
  }

  function updated(binding: Binding, loop: Loop, use: Name): Symbolic | undefined {
    const updates = binding.definitions
      .map(one => one.node)
      .filter((node): node is Assign => node.kind === "assign" && isWithin(node, loop))
      .filter(node => repeatingLoops(node).includes(loop) || (loop.update !== undefined && isWithin(node, loop.update)));
    for (const update of updates) {
      const step = stepOf(update, binding);
      if (!step) continue;
      const inHead = loop.update !== undefined && isWithin(update, loop.update);
      const before = !inHead && updates.some(one => stepOf(one, binding) && mayPrecede(one, use) && !isWithin(use, one));
      const turns = before ? operation("+", ATTEMPT, constant(1)) : ATTEMPT;
      if (step.grows) result.updates.push(update);
      return step.after(startOf(binding, loop, known, model), turns);
    }
    return undefined;
  }

  function stepOf(update: Assign, binding: Binding): Step | undefined {
    const mark: Known = expression =>
      expression.kind === "name" && model.bindingOf(expression) === binding ? { kind: "parameter", name: MARK } : known(expression);
    const right = symbolicOf(update.value, model, mark);
    const value = update.operator === "=" ? right : operation(update.operator as "+", { kind: "parameter", name: MARK }, right);
    return stepOfValue(value);
  }

  /** `return send(payload, attempt + 1)`: the parameter counts the calls. */
  function recursive(binding: Binding): Symbolic | undefined {
    const owner = binding.scope.kind === "function" ? binding.scope : undefined;
    const position = owner ? owner.params.findIndex(one => one === binding.definitions[0]?.node) : -1;
    if (!owner || position < 0) return undefined;
    for (const call of ownCalls(owner, model)) {
      const argument = model.argument(call, isMethodCall(call, owner) ? position - 1 : position, binding.name);
      if (!argument) continue;
      const mark: Known = expression =>
        expression.kind === "name" && model.bindingOf(expression) === binding ? { kind: "parameter", name: MARK } : known(expression);
      const step = stepOfValue(symbolicOf(argument, model, mark));
      if (!step) continue;
      const fallback = binding.definitions[0]?.fallback;
      const start = fallback ? symbolicOf(fallback, model, known) : isAttemptName(binding.name) || !step.grows ? startOfRecursion(step) : { kind: "parameter" as const, name: binding.name };
      return step.after(start, ATTEMPT);
    }
    return undefined;
  }
}

function isOwnMember(expression: Expression): expression is Expression & { kind: "member" } {
  return expression.kind === "member" && expression.object.kind === "name" && (expression.object.name === "self" || expression.object.name === "this");
}

function memberUpdates(owner: ClassNode, name: string): Assign[] {
  const found: Assign[] = [];
  walk(owner, node => {
    const target = node.kind === "assign" ? node.targets[0] : undefined;
    if (node.kind === "assign" && target && isOwnMember(target as Expression) && (target as { name: string }).name === name) found.push(node);
  });
  return found;
}

interface Step {
  /** The value after `turns` steps from `start`. */
  after(start: Symbolic, turns: Symbolic): Symbolic;
  /** Multiplies. */
  grows: boolean;
}

/** How one turn changes a value that stands in it as the marked parameter: `x + 1`, `x * 2`, `min(x * 2, 60)`. */
export function stepOfValue(value: Symbolic): Step | undefined {
  if (value.kind !== "operation") return undefined;
  const [left, right] = value.args;
  const inner = value.args.filter(hasMark);
  if (inner.length !== 1 && value.operator !== "if") return undefined;
  switch (value.operator) {
    case "+":
    case "-": {
      if (isMark(left)) return { grows: false, after: (start, turns) => operation(value.operator, start, operation("*", turns, right!)) };
      if (value.operator === "+" && isMark(right)) return { grows: false, after: (start, turns) => operation("+", start, operation("*", turns, left!)) };
      // `x * 2 + random()`: the sum matters less than the factor.
      return stepOfValue(inner[0]!);
    }
    case "*": {
      const factor = hasMark(left!) ? right! : left!;
      if (!isMark(inner[0])) return stepOfValue(inner[0]!);
      return { grows: true, after: (start, turns) => operation("*", start, operation("**", factor, turns)) };
    }
    case "<<":
      return isMark(left) ? { grows: true, after: (start, turns) => operation("<<", start, operation("*", turns, right!)) } : undefined;
    case "**":
      return isMark(left) ? { grows: true, after: (start, turns) => operation("**", start, operation("**", right!, turns)) } : undefined;
    case "min": {
      const step = stepOfValue(inner[0]!);
      const others = value.args.filter(part => !hasMark(part));
      return step && { grows: step.grows, after: (start, turns) => operation("min", step.after(start, turns), ...others) };
    }
    case "max": {
      const step = stepOfValue(inner[0]!);
      const others = value.args.filter(part => !hasMark(part));
      return step && { grows: step.grows, after: (start, turns) => operation("max", step.after(start, turns), ...others) };
    }
    case "floor":
    case "ceil":
    case "round":
      return stepOfValue(inner[0]!);
    case "if": {
      // `x * 2 > cap ? cap : x * 2`
      const branches = value.args.slice(1).filter(hasMark);
      const step = branches[0] && stepOfValue(branches[0]);
      const others = value.args.slice(1).filter(part => !hasMark(part));
      return step && { grows: step.grows, after: (start, turns) => (others.length > 0 ? operation("min", step.after(start, turns), ...others) : step.after(start, turns)) };
    }
    default:
      return undefined;
  }
}

const isMark = (value: Symbolic | undefined): boolean => value?.kind === "parameter" && value.name === MARK;

function hasMark(value: Symbolic): boolean {
  let found = false;
  rewrite(value, part => {
    found ||= isMark(part);
    return part;
  });
  return found;
}

/** A recursion that counts down starts from a number that its caller gives. */
function startOfRecursion(step: Step): Symbolic {
  const next = step.after(constant(0), constant(1));
  return next.kind === "operation" && next.operator === "-" ? unknown("the first call's number") : constant(0);
}

/** What a variable holds before the loop's first turn. */
function startOf(binding: Binding, loop: Loop, known: Known, model: FileModel): Symbolic {
  const before = binding.definitions.filter(one => !one.compound && one.value && isBefore(one, loop));
  const last = before.at(-1);
  const value = last?.value && takenApart(last.value, last.steps);
  if (value) return symbolicOf(value, model, known);
  const fallback = (last ?? binding.definitions[0])?.fallback;
  if (fallback) return symbolicOf(fallback, model, known);
  return binding.kind === "parameter" ? { kind: "parameter", name: binding.name } : unknown(binding.name);
}

/** `a` of `a, b = 1, 2`. */
function takenApart(value: Expression, steps: string[]): Expression | undefined {
  if (steps.length === 0) return value;
  const index = /^\[(\d+)\]$/u.exec(steps[0]!)?.[1];
  return steps.length === 1 && index !== undefined && value.kind === "list" ? value.items[Number(index)] : undefined;
}

/** Of several definitions the one that surely runs last before the use: in a block around it, with none in between. */
export function reachingValue(binding: Binding, use: Name): Expression | undefined {
  if (binding.definitions.length < 2 || binding.definitions.some(one => one.compound)) return undefined;
  const before = binding.definitions.filter(one => mayPrecede(one.node, use));
  const last = before.at(-1);
  if (!last?.value || last.steps.length > 0 || enclosing(last.node) !== enclosing(use)) return undefined;
  const block = blockOf(last.node);
  return block && isWithin(use, block) && !repeatingLoops(use).some(loop => !isWithin(last.node, loop)) ? last.value : undefined;
}

/** The smallest statement that holds a list of statements with `node` in it, or the branch of it. */
function blockOf(node: Node): { start: number; end: number } | undefined {
  let inner = node;
  for (let at = node.parent; at; inner = at, at = at.parent) {
    if (at.kind === "if") return branchAround(at.then, inner) ?? branchAround(at.otherwise, inner);
    if (at.kind === "try") return branchAround(at.body, inner) ?? branchAround(at.otherwise, inner) ?? branchAround(at.finally, inner);
    if (at.kind === "handler" || at.kind === "function" || at.kind === "loop" || at.kind === "with" || at.kind === "module" || at.kind === "block") return at;
    if (at.kind === "switch") return at.cases.find(one => isWithin(node, one.span))?.span;
  }
  return undefined;
}

function branchAround(statements: readonly Node[], inner: Node): { start: number; end: number } | undefined {
  return statements.some(one => one === inner || isWithin(inner, one)) ? { start: statements[0]!.start, end: statements.at(-1)!.end } : undefined;
}

function isBefore(definition: Definition, loop: Loop): boolean {
  return definition.node.end <= bodyOf(loop).start || (loop.init?.some(one => isWithin(definition.node, one)) ?? false);
}

export function bodyOf(loop: Loop): { start: number; end: number } {
  const first = loop.body[0];
  return { start: first ? first.start : loop.end, end: loop.end };
}

/** `range(…)`, `itertools.count(…)`, `enumerate(range(…))`; `stop` is absent when it never ends. */
export function rangeOf(loop: Loop, model: FileModel, known: Known): { start: Symbolic; step: number; stop?: Symbolic } | undefined {
  let call = loop.iterable ? model.valueOf(loop.iterable) : undefined;
  if (call?.kind === "call" && call.callee.kind === "name" && call.callee.name === "enumerate") {
    const start = model.argument(call, 1, "start");
    const inner = call.args[0]?.value;
    const range = inner?.kind === "call" && isRange(inner) ? inner : undefined;
    if (!range) return { start: start ? symbolicOf(start, model, known) : constant(0), step: 1, stop: operation("length", inner ? symbolicOf(inner, model, known) : unknown()) };
    call = range;
  }
  if (call?.kind !== "call") return undefined;
  const values = call.args.map(argument => symbolicOf(argument.value, model, known));
  if (model.libraryNameOf(call.callee) === "itertools.count") return { start: values[0] ?? constant(0), step: 1 };
  if (!isRange(call)) return undefined;
  const step = values[2];
  const size = step === undefined ? 1 : step.kind === "operation" && step.operator === "neg" ? -1 : step.kind === "constant" ? Number(step.value) : 1;
  const stop = values.length === 1 ? values[0] : values[1];
  return { start: values.length === 1 ? constant(0) : values[0]!, step: size, ...(stop ? { stop } : {}) };
}

function isRange(call: Call): boolean {
  return call.callee.kind === "name" && call.callee.name === "range";
}

/** Calls of a function inside itself, also through `this`/`self` and inside callbacks. */
export function ownCalls(owner: FunctionNode, model: FileModel): Call[] {
  const name = owner.name ?? model.functionId(owner).split(".").at(-1);
  return model.calls.filter(call => {
    if (!isWithin(call, owner) || enclosing(call) === undefined) return false;
    const callee = call.callee;
    if (callee.kind === "name") return callee.name === name;
    return callee.kind === "member" && callee.name === name && callee.object.kind === "name" && ["this", "self", "cls"].includes(callee.object.name);
  });
}

/** Python's `self` is a parameter that the call does not give. */
function isMethodCall(call: Call, owner: FunctionNode): boolean {
  const first = owner.params[0]?.name;
  return call.callee.kind === "member" && (first === "self" || first === "cls");
}

/** `{ ...DEFAULTS, ...options }.baseDelay`: what the defaults say. */
function merged(expression: Expression & { kind: "member" }, model: FileModel): Symbolic | undefined {
  const object: Node = model.valueOf(expression.object);
  if (object.kind !== "object" || object.properties.some(one => one.key === expression.name)) return undefined;
  for (const property of object.properties.toReversed()) {
    if (!property.spread) continue;
    const found = model.property(property.value.kind === "spread" ? property.value.value : property.value, expression.name);
    if (found?.kind === "literal") return constant(found.value);
  }
  return undefined;
}
