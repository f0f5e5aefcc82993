/** Reads variables that change with every attempt as functions of the attempt: loop counters, growing delays, recursion. */
import type { Assign, Call, Expression, Loop, Member, Name } from "../../ir/nodes.ts";
import type { Binding, Definition } from "../../semantics/bindings.ts";
import { type Known, operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, mentions, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { isAttemptName, isPluralCounter, normalised } from "./attempt-names.ts";
import { enclosing, isWithin, mayPrecede, repeatingLoops } from "./positions.ts";
import { isOwnMember, memberAssigns, mergedDefault } from "./members.ts";
import { rangeOf } from "./ranges.ts";
import { isMethodCall, ownCalls } from "./recursion.ts";
import { boundOfGrowth, clampsOf, isClamp, reachingDefinition } from "./reaching.ts";
import { MARK, type Step, stepOf } from "./steps.ts";

export const ATTEMPT: Symbolic = { kind: "attempt" };
const ONE_MORE = operation("+", ATTEMPT, constant(1));

/** Reads expressions of one place; what it finds on the way stays with it. */
export class Reader {
  readonly model: FileModel;
  /** Normalised name of a counter that is known by its name alone. */
  counter: string | undefined;
  /** That counter is a member or key of something. */
  stored = false;
  /** Updates of growing variables that were read. */
  readonly updates: Assign[] = [];
  readonly known: Known = expression => this.#given(expression) ?? this.#read(expression);
  readonly #given: Known;
  readonly #defaults: boolean;
  readonly #busy = new Set<Expression>();

  /**
   * `given` says what the place knows more: "this parameter is the attempt". With `defaults` a parameter that has a default
   * stands for it.
   */
  constructor(model: FileModel, given: Known = () => undefined, defaults = true) {
    this.model = model;
    this.#given = given;
    this.#defaults = defaults;
  }

  /** The same place, without taking a parameter's default for its value. */
  withoutDefaults(): Reader {
    return new Reader(this.model, this.#given, false);
  }

  #read(expression: Expression): Symbolic | undefined {
    switch (expression.kind) {
      case "name":
        return this.#name(expression);
      case "assign":
        return expression.operator !== "=" && expression.targets[0]?.kind === "name"
          ? this.#name(expression.targets[0])
          : undefined;
      case "member":
        return this.#member(expression);
      case "index":
        return expression.index.kind === "literal" && typeof expression.index.value === "string"
          ? this.#counterNamed(expression.index.value, this.model.source(expression.object))
          : undefined;
      case "call":
        return this.#call(expression);
      case "binary":
        return expression.operator === "??" || expression.operator === "or"
          ? this.#withDefault(expression.left, expression.right)
          : undefined;
      default:
        return undefined;
    }
  }

  #counterNamed(name: string, holder: string): Symbolic | undefined {
    if (!isAttemptName(name, holder)) return undefined;
    if (this.counter === undefined) {
      this.counter = normalised(name);
      this.stored = holder !== "";
    }
    return ATTEMPT;
  }

  #member(member: Member): Symbolic | undefined {
    if (member.name === "retries" && member.object.kind === "member" && member.object.name === "request")
      return ATTEMPT;
    return (
      this.#counterNamed(member.name, this.model.source(member.object)) ??
      this.#once(member, () => this.#growingMember(member)) ??
      mergedDefault(member, this.model)
    );
  }

  /** `row.get("attempts", 0)`, and `queryset.count()` as the size of what it counts. */
  #call(call: Call): Symbolic | undefined {
    const callee = call.callee;
    if (callee.kind !== "member") return undefined;
    const key = call.args[0]?.value;
    if (callee.name === "get" && key?.kind === "literal" && typeof key.value === "string")
      return this.#counterNamed(key.value, this.model.source(callee.object));
    if (callee.name === "count" && call.args.length === 0)
      return operation("length", unknown(this.model.source(callee.object)));
    return undefined;
  }

  /** `given or 3`: the value that holds when nothing is given. */
  #withDefault(left: Expression, right: Expression): Symbolic | undefined {
    const value = symbolicOf(left, this.model, this.known);
    if (mentions(value, "attempt")) return value;
    const fallback = symbolicOf(right, this.model, this.known);
    return fallback.kind === "constant" && (value.kind === "unknown" || value.kind === "parameter")
      ? fallback
      : undefined;
  }

  #name(name: Name): Symbolic | undefined {
    const binding = this.model.bindingOf(name);
    if (!binding) return this.#counterNamed(name.name, "");
    return this.#once(name, () => this.#binding(binding, name));
  }

  /** What holds itself, `this.limit = given ?? this.limit`, is asked once on the way down. */
  #once(expression: Expression, read: () => Symbolic | undefined): Symbolic | undefined {
    if (this.#busy.has(expression)) return undefined;
    this.#busy.add(expression);
    try {
      return read();
    } finally {
      this.#busy.delete(expression);
    }
  }

  #binding(binding: Binding, name: Name): Symbolic | undefined {
    const value = this.#reaching(binding, name) ?? this.#looped(binding, name);
    if (value) return this.#clamped(value, binding);
    if (binding.kind === "parameter") return this.#recursive(binding) ?? this.#parameter(binding, name);
    const definition = this.model.definitionOf(name);
    if (definition?.fallback && binding.definitions.length === 1) {
      const fallback = symbolicOf(definition.fallback, this.model, this.known);
      if (fallback.kind === "constant") return fallback;
    }
    // A counter outside any loop: a closure's or a module's, known by its name and by being counted up.
    if (binding.kind === "variable" && (binding.definitions.length > 1 || !definition?.value))
      return this.#counterNamed(name.name, "");
    return binding.definitions[0]?.steps.length ? this.#counterNamed(name.name, "") : undefined;
  }

  /** Several definitions of which one surely holds here: `delay = 2 ** attempt; delay += jitter`. */
  #reaching(binding: Binding, name: Name): Symbolic | undefined {
    if (binding.definitions.length < 2) return undefined;
    const definition = reachingDefinition(binding, name, this.model);
    if (!definition?.value) return undefined;
    const value = symbolicOf(definition.value, this.model, this.known);
    if (!definition.compound) return value;
    const assign = definition.node;
    const target = assign.kind === "assign" && assign.operator !== "=" ? assign.targets[0] : undefined;
    const previous = target?.kind === "name" ? this.#name(target) : undefined;
    return previous && assign.kind === "assign" && assign.operator !== "="
      ? operation(assign.operator as "+", previous, value)
      : undefined;
  }

  #clamped(value: Symbolic, binding: Binding): Symbolic {
    const clamps = clampsOf(binding, this.model);
    return clamps.length === 0
      ? value
      : operation("min", value, ...clamps.map(clamp => symbolicOf(clamp, this.model, this.known)));
  }

  #looped(binding: Binding, name: Name): Symbolic | undefined {
    for (const loop of repeatingLoops(name)) {
      const value = this.#counted(binding, loop, name) ?? this.#updated(binding, loop, name);
      if (value) return value;
    }
    return undefined;
  }

  #parameter(binding: Binding, name: Name): Symbolic | undefined {
    const fallback = binding.definitions[0]?.fallback;
    const value = fallback && symbolicOf(fallback, this.model, this.known);
    // `retries = 3` of a wrapper is how many there may be; `attempt = 0` is how many there were.
    const isLimit = isPluralCounter(name.name) && (value?.kind === "constant" || repeatingLoops(name).length > 0);
    if (isAttemptName(name.name) && !isLimit) return this.#counterNamed(name.name, "");
    return this.#defaults && value?.kind === "constant" && value.value !== null ? value : undefined;
  }

  /** `for attempt in range(1, 6)`. */
  #counted(binding: Binding, loop: Loop, use: Name): Symbolic | undefined {
    if (loop.flavour !== "for-each" || !loop.target || !isWithin(use, bodyOf(loop))) return undefined;
    const first = loop.target.kind === "list-pattern" ? loop.target.items[0]?.target : loop.target;
    if (first?.kind !== "name" || this.model.bindingOf(first) !== binding) return undefined;
    const range = rangeOf(loop, this.model, this.known);
    return (
      range && operation("+", range.start, range.step === 1 ? ATTEMPT : operation("*", ATTEMPT, constant(range.step)))
    );
  }

  /** `attempt += 1`, `delay *= 2` in the body or the head of a loop. */
  #updated(binding: Binding, loop: Loop, use: Name): Symbolic | undefined {
    const inHead = (node: Assign) => loop.update !== undefined && isWithin(node, loop.update);
    const updates = binding.definitions
      .map(one => one.node)
      .filter((node): node is Assign => node.kind === "assign" && isWithin(node, loop))
      .filter(node => repeatingLoops(node).includes(loop) || inHead(node))
      .map(node => ({
        node,
        step: this.#stepOf(node, part => part.kind === "name" && this.model.bindingOf(part) === binding),
      }))
      .filter((one): one is { node: Assign; step: Step } => one.step !== undefined);
    const [first] = updates;
    if (!first) return undefined;
    const before = updates.some(({ node }) => !inHead(node) && mayPrecede(node, use) && !isWithin(use, node));
    if (first.step.grows) this.updates.push(first.node);
    return first.step.after(this.#startOf(binding, loop), before ? ONE_MORE : ATTEMPT);
  }

  /** `this.delay` that `this.delay *= 2` changes somewhere in its class. */
  #growingMember(member: Member): Symbolic | undefined {
    const owner = isOwnMember(member) ? this.model.enclosingClass(member) : undefined;
    if (!owner) return undefined;
    const isSame = (part: Expression) => isOwnMember(part) && part.name === member.name;
    const assigns = memberAssigns(owner, member.name);
    for (const update of assigns) {
      const step = this.#stepOf(update, isSame);
      if (!step?.grows) continue;
      const start = this.model.memberValues(owner, member.name).find(value => value !== update.value);
      const before = mayPrecede(update, member) && enclosing(update) === enclosing(member);
      this.updates.push(update);
      const value = step.after(
        start ? symbolicOf(start, this.model, this.known) : unknown(member.name),
        before ? ONE_MORE : ATTEMPT,
      );
      const clamps = assigns.filter(one => one.operator === "=" && isClamp(one, isSame));
      return clamps.length === 0
        ? value
        : operation("min", value, ...clamps.map(one => symbolicOf(one.value, this.model, this.known)));
    }
    return undefined;
  }

  #stepOf(update: Assign, isVariable: (part: Expression) => boolean): Step | undefined {
    const known: Known = expression => (isVariable(expression) ? MARK : this.known(expression));
    const right = symbolicOf(update.value, this.model, known);
    const step = stepOf(update.operator === "=" ? right : operation(update.operator as "+", MARK, right));
    const bound = step?.grows ? boundOfGrowth(update, isVariable) : undefined;
    if (!step || !bound) return step;
    const most = operation("*", symbolicOf(bound, this.model, this.known), constant(2));
    return { grows: true, after: (start, turns) => operation("min", step.after(start, turns), most) };
  }

  /** What a variable holds before the loop's first turn. */
  #startOf(binding: Binding, loop: Loop): Symbolic {
    const last = binding.definitions.findLast(one => !one.compound && one.value && isBefore(one, loop));
    const value = last?.value && takenApart(last.value, last.steps);
    if (value) return symbolicOf(value, this.model, this.known);
    const fallback = (last ?? binding.definitions[0])?.fallback;
    if (fallback) return symbolicOf(fallback, this.model, this.known);
    return binding.kind === "parameter" ? { kind: "parameter", name: binding.name } : unknown(binding.name);
  }

  /** `return send(payload, attempt + 1)`: the parameter counts the calls. */
  #recursive(binding: Binding): Symbolic | undefined {
    const owner = binding.scope.kind === "function" ? binding.scope : undefined;
    const position = owner ? owner.params.findIndex(one => one === binding.definitions[0]?.node) : -1;
    if (!owner || position < 0) return undefined;
    for (const call of ownCalls(owner, this.model)) {
      const argument = this.model.argument(call, isMethodCall(call, owner) ? position - 1 : position, binding.name);
      if (!argument) continue;
      const isVariable = (part: Expression) => part.kind === "name" && this.model.bindingOf(part) === binding;
      const step = stepOf(
        symbolicOf(argument, this.model, expression => (isVariable(expression) ? MARK : this.known(expression))),
      );
      if (step) return step.after(this.#startOfRecursion(binding, step), ATTEMPT);
    }
    return undefined;
  }

  /** A recursion that counts up starts from nothing; one that counts down or grows, from what its caller gives. */
  #startOfRecursion(binding: Binding, step: Step): Symbolic {
    const fallback = binding.definitions[0]?.fallback;
    if (fallback) return symbolicOf(fallback, this.model, this.known);
    if (step.grows) return { kind: "parameter", name: binding.name };
    const next = step.after(constant(0), constant(1));
    return next.kind === "operation" && next.operator === "-" ? unknown("the first call's number") : constant(0);
  }
}

/** `a` of `a, b = 1, 2`. */
function takenApart(value: Expression, steps: string[]): Expression | undefined {
  if (steps.length === 0) return value;
  const index = /^\[(\d+)\]$/u.exec(steps[0]!)?.[1];
  return steps.length === 1 && index !== undefined && value.kind === "list" ? value.items[Number(index)] : undefined;
}

function isBefore(definition: Definition, loop: Loop): boolean {
  return definition.node.end <= bodyOf(loop).start || (loop.init?.some(one => isWithin(definition.node, one)) ?? false);
}

function bodyOf(loop: Loop): { start: number; end: number } {
  const first = loop.body[0];
  return { start: first ? first.start : loop.end, end: loop.end };
}
