/**
 * Where the values of an expression come from, as plain data: parameters, results of queries, results of calls, constants.
 * Wider than an access path: it unions over branches, collections, callbacks and string building, because the question is
 * "can a caller choose this?", not "what is it called?".
 */
import type { Call, Expression, FunctionNode, Name, Node } from "../../ir/nodes.ts";
import { CHOOSERS, FILLERS, ITERATORS, KEEPERS, STANDARD } from "../../libraries/collections.ts";
import { sameData } from "../../project/same-data.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { Binding } from "../../semantics/bindings.ts";
import { eachReturn } from "../../semantics/exits.ts";
import type { FileModel } from "../../semantics/file-model.ts";

export type Origin =
  | { kind: "constant" }
  /** `steps` lead from the parameter to the value: `.params`, `.id`. Destructured parameters are named `$0`, `$1` … */
  | { kind: "parameter"; function: string; name: string; steps: string[] }
  /** Result of the query that starts at this offset of the same file. */
  | { kind: "query"; start: number }
  /** Result of a call of something that another file or another place of this file defines. */
  | { kind: "call"; path: AccessPath; text: string; args: Origin[]; steps: string[] }
  /** Read from an imported or top-level value, or from a member of the class. */
  | { kind: "path"; path: AccessPath }
  /** Refers to the enclosing query's own rows (`OuterRef`). */
  | { kind: "outer" }
  | { kind: "unknown"; text: string };

type Seen = Set<Binding | Node>;
type Add = (origin: Origin) => void;

const MAX_DEPTH = 30;
const MAX_ORIGINS = 12;

export class Origins {
  readonly #model: FileModel;
  /** Query start by every node of its chain. */
  readonly #queries: ReadonlyMap<Node, number>;
  /** Nesting of the expression that is being read; a chain of 20,000 operands ends as unknown. */
  #depth = 0;

  constructor(model: FileModel, queries: ReadonlyMap<Node, number>) {
    this.#model = model;
    this.#queries = queries;
  }

  of(expression: Expression): Origin[] {
    if (expression.kind === "literal" && !this.#queries.has(expression)) return [{ kind: "constant" }];
    const found: Origin[] = [];
    this.#visit(expression, [], new Set(), origin => found.push(origin));
    return unique(found);
  }

  #visit(expression: Expression, steps: string[], seen: Seen, add: Add): void {
    if (steps.length > 16 || seen.size > MAX_DEPTH * 4 || this.#depth > MAX_DEPTH * 8)
      return add({ kind: "unknown", text: "…" });
    this.#depth++;
    this.#descend(expression, steps, seen, add);
    this.#depth--;
  }

  #descend(expression: Expression, steps: string[], seen: Seen, add: Add): void {
    const query = this.#queries.get(expression);
    if (query !== undefined) return add({ kind: "query", start: query });
    switch (expression.kind) {
      case "literal":
        return add({ kind: "constant" });
      case "template":
        return this.#all(expression.values, [], seen, add);
      case "name":
        return this.#name(expression, steps, seen, add);
      case "member":
        return this.#member(expression, steps, seen, add);
      case "index": {
        const { index } = expression;
        const inner =
          index.kind === "literal" && typeof index.value === "string" ? [`.${index.value}`, ...steps] : steps;
        return this.#visit(expression.object, inner, seen, add);
      }
      case "call":
        return this.#call(expression, steps, seen, add);
      case "await":
      case "assign":
      case "spread":
        return this.#visit(expression.value, steps, seen, add);
      case "binary":
        this.#visit(expression.left, steps, seen, add);
        return this.#visit(expression.right, steps, seen, add);
      case "conditional":
        this.#visit(expression.then, steps, seen, add);
        return this.#visit(expression.otherwise, steps, seen, add);
      case "list":
        return this.#all(expression.items, steps, seen, add);
      case "object":
        return this.#object(expression, steps, seen, add);
      case "comprehension":
        return this.#visit(expression.element, steps, seen, add);
      case "function":
        return eachReturn(expression, this.#model, value => this.#visit(value, steps, seen, add));
      case "unary":
        return this.#visit(expression.operand, [], seen, add);
      default:
        return add({ kind: "unknown", text: "" });
    }
  }

  /** None of them is a constant. */
  #all(parts: readonly Expression[], steps: string[], seen: Seen, add: Add): void {
    if (parts.length === 0) add({ kind: "constant" });
    for (const part of parts) this.#visit(part, steps, seen, add);
  }

  #object(expression: Expression & { kind: "object" }, steps: string[], seen: Seen, add: Add): void {
    const wanted = steps[0]?.startsWith(".") ? steps[0].slice(1) : undefined;
    const property = wanted === undefined ? undefined : expression.properties.findLast(one => one.key === wanted);
    if (property) return this.#visit(property.value, steps.slice(1), seen, add);
    for (const one of expression.properties) this.#visit(one.value, one.spread ? steps : [], seen, add);
  }

  #name(name: Name, steps: string[], seen: Seen, add: Add): void {
    const binding = this.#model.bindingOf(name);
    if (!binding && STANDARD.test(name.name)) return add({ kind: "constant" });
    if (!binding)
      return add(
        name.name === "self" || name.name === "this" ? this.#own(name, steps) : { kind: "unknown", text: name.name },
      );
    if (binding.kind === "import") {
      const path = this.#model.symbolOf(name);
      return add(
        path
          ? { kind: "path", path: { ...path, steps: [...path.steps, ...steps] } }
          : { kind: "unknown", text: name.name },
      );
    }
    if (binding.kind === "parameter") return this.#parameter(binding, steps, seen, add);
    if (seen.has(binding)) return;
    seen.add(binding);
    let known = false;
    for (const definition of binding.definitions) {
      if (!definition.value) continue;
      known = true;
      if (
        isTopLevel(binding) &&
        definition.value.kind !== "literal" &&
        definition.value.kind !== "list" &&
        definition.value.kind !== "object"
      ) {
        const path = this.#model.symbolOf(name);
        if (path) add({ kind: "path", path: { ...path, steps: [...path.steps, ...steps] } });
        continue;
      }
      this.#visit(definition.value, [...definition.steps.filter(step => step.startsWith(".")), ...steps], seen, add);
    }
    for (const filled of this.#fillings(binding)) this.#visit(filled, [], seen, add);
    if (!known) add({ kind: "unknown", text: name.name });
  }

  /** What is put into a collection after its definition. */
  #fillings(binding: Binding): Expression[] {
    const values: Expression[] = [];
    for (const use of binding.references) {
      const member = use.parent;
      const call = member?.parent;
      if (
        member?.kind === "member" &&
        member.object === use &&
        call?.kind === "call" &&
        call.callee === member &&
        FILLERS.has(member.name)
      )
        values.push(...call.args.slice(member.name === "set" ? 1 : 0).map(argument => argument.value));
      if (member?.kind === "index" && member.object === use && call?.kind === "assign" && call.targets.includes(member))
        values.push(call.value);
    }
    return values;
  }

  #parameter(binding: Binding, steps: string[], seen: Seen, add: Add): void {
    const definition = binding.definitions[0]!;
    const parameter = definition.node;
    const owner = parameter.parent;
    if (parameter.kind !== "parameter" || owner?.kind !== "function")
      return add({ kind: "unknown", text: binding.name });
    const collection = this.#iterated(owner, parameter);
    const own = definition.steps.filter(step => step.startsWith("."));
    if (collection) return this.#visit(collection, [...own, ...steps], seen, add);
    add({
      kind: "parameter",
      function: this.#model.functionId(owner),
      name: parameter.name ?? `$${owner.params.indexOf(parameter)}`,
      steps: [...own, ...steps],
    });
    for (const other of binding.definitions.slice(1))
      if (other.value && !seen.has(other.node)) {
        seen.add(other.node);
        this.#visit(other.value, steps, seen, add);
      }
  }

  /** `rows` of `rows.map(row => …)`, also when the callback's parameter is destructured. */
  #iterated(fn: FunctionNode, parameter: Node): Expression | undefined {
    const call = fn.parent?.kind === "argument" ? fn.parent.parent : undefined;
    if (call?.kind !== "call" || call.callee.kind !== "member" || !ITERATORS.has(call.callee.name)) return undefined;
    const position = fn.params.indexOf(parameter as never);
    return position === 0 || call.callee.name === "reduce" ? call.callee.object : undefined;
  }

  #member(expression: Expression & { kind: "member" }, steps: string[], seen: Seen, add: Add): void {
    const object = expression.object;
    if (object.kind === "name" && (object.name === "self" || object.name === "this" || object.name === "cls"))
      return add(this.#own(expression, steps));
    this.#visit(object, [`.${expression.name}`, ...steps], seen, add);
  }

  #own(expression: Expression, steps: string[]): Origin {
    const path = this.#model.pathOf(expression);
    return path
      ? { kind: "path", path: { ...path, steps: [...path.steps, ...steps] } }
      : { kind: "unknown", text: this.#text(expression) };
  }

  #call(call: Call, steps: string[], seen: Seen, add: Add): void {
    const callee = call.callee;
    const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
    if (name === "OuterRef") return add({ kind: "outer" });
    const path = this.#model.pathOf(callee);
    const base = calleeBase(callee);
    const external =
      path && (path.root === "import" || path.root === "local" || path.root === "this") && !this.#holdsQuery(callee);
    if (external && base && (base.kind === "name" ? this.#isSymbol(base) : true)) {
      const args: Origin[] = [];
      for (const argument of call.args)
        if (argument.value.kind !== "function") this.#visit(argument.value, [], seen, origin => args.push(origin));
      return add({ kind: "call", path, text: this.#text(callee), args: unique(args), steps });
    }
    const made =
      callee.kind === "member" && (callee.name === "map" || callee.name === "flatMap")
        ? call.args[0]?.value
        : undefined;
    if (made?.kind === "function") return this.#visit(made, steps, seen, add);
    const keeps = callee.kind === "member" && KEEPERS.has(callee.name);
    if (callee.kind === "member")
      this.#visit(callee.object, keeps ? steps : [`.${callee.name}`, "()", ...steps].slice(0, 12), seen, add);
    else if (callee.kind !== "name") this.#visit(callee, steps, seen, add);
    const chooses = callee.kind === "member" && CHOOSERS.has(callee.name);
    for (const argument of call.args) if (!chooses) this.#visit(argument.value, [], seen, add);
    if (callee.kind === "name" && call.args.length === 0 && !this.#model.bindingOf(callee)) add({ kind: "constant" });
  }

  /** The callee starts at something defined elsewhere: an import, a function or class, `this`. */
  #isSymbol(base: Name): boolean {
    if (base.name === "self" || base.name === "this" || base.name === "cls") return true;
    const kind = this.#model.bindingOf(base)?.kind;
    return kind === "import" || kind === "function" || kind === "class";
  }

  #holdsQuery(callee: Expression): boolean {
    for (let at: Expression = callee; ;) {
      if (this.#queries.has(at)) return true;
      if (at.kind === "call") at = at.callee;
      else if (at.kind === "member" || at.kind === "index") at = at.object;
      else if (at.kind === "await") at = at.value;
      else return false;
    }
  }

  #text(expression: Expression): string {
    return this.#model.source(expression).replace(/\s+/gu, " ").slice(0, 60);
  }
}

/** The first ones of those that differ. */
export function unique(origins: Origin[]): Origin[] {
  if (origins.length < 2) return origins;
  const found: Origin[] = [];
  for (const origin of origins) {
    if (!found.some(other => isSame(other, origin))) found.push(origin);
    if (found.length === MAX_ORIGINS) break;
  }
  return found;
}

function isSame(left: Origin, right: Origin): boolean {
  return left.kind === right.kind && sameData(left, right);
}

function isTopLevel(binding: Binding): boolean {
  return binding.scope.kind === "module";
}

function calleeBase(callee: Expression): Expression | undefined {
  for (let at: Expression = callee; ;) {
    if (at.kind === "member" || at.kind === "index") at = at.object;
    else if (at.kind === "call") at = at.callee;
    else if (at.kind === "await") at = at.value;
    else return at;
  }
}
