/**
 * One parsed file with the questions that recognisers ask of it: what a name stands for, where a value comes from, which
 * function a place belongs to. Invariant: nothing here knows a library or a rule, and every answer may be undefined.
 */
import type { Place } from "../finding.ts";
import { LineIndex } from "../ir/lines.ts";
import { NodeMap } from "../ir/node-map.ts";
import type {
  Argument,
  Call,
  ClassNode,
  Expression,
  FunctionNode,
  Member,
  Module,
  Name,
  Node,
  Span,
} from "../ir/nodes.ts";
import { type AccessPath, extend, libraryName, pathText } from "./access-path.ts";
import { type Binding, Bindings, type Definition } from "./bindings.ts";
import { buildsOn } from "./builds-on.ts";
import { collectMembers } from "./class-members.ts";
import { FileNodes } from "./file-nodes.ts";
import { nameFunctions } from "./function-names.ts";
import { placeIn } from "./place.ts";
import type { SqlReader } from "./sql-reading.ts";

const MAX_DEPTH = 24;
const ITERATORS = new Set(["map", "forEach", "flatMap", "filter", "some", "every", "find", "findIndex"]);

export class FileModel extends FileNodes {
  readonly path: string;
  readonly text: string;
  readonly module: Module;
  readonly lines: LineIndex;
  readonly bindings: Bindings;
  readonly readSql: SqlReader;
  readonly #ids: ReadonlyMap<FunctionNode, string>;
  readonly #plain = new Map<Binding, Definition | false>();
  readonly #paths: NodeMap<AccessPath | false>;
  readonly #names: NodeMap<string>; // "" for none
  readonly #answers = new Map<unknown, Map<Node, unknown>>();

  constructor(path: string, text: string, module: Module, readSql: SqlReader = () => undefined) {
    super(module);
    this.path = path;
    this.readSql = readSql;
    this.text = text;
    this.module = module;
    this.#paths = new NodeMap(module);
    this.#names = new NodeMap(module);
    this.lines = new LineIndex(text);
    this.bindings = new Bindings(module);
    this.#ids = nameFunctions(this);
  }

  get python(): boolean {
    return this.module.language === "python";
  }

  place(span: Span): Place {
    return placeIn(this.lines, span);
  }

  source(span: Span): string {
    return this.text.slice(span.start, span.end);
  }

  /** Id as in `FunctionRecord`; "" at top level. */
  functionId(fn: FunctionNode | undefined): string {
    return fn ? (this.#ids.get(fn) ?? "") : "";
  }

  bindingOf(name: Name): Binding | undefined {
    return this.bindings.of(name);
  }

  /** The only definition of a name that gives it a value apart from building on itself (`q = q.filter(…)`). */
  definitionOf(name: Name): Definition | undefined {
    const binding = this.bindings.of(name);
    return binding && this.#onlyDefinition(binding);
  }

  #onlyDefinition(binding: Binding): Definition | undefined {
    let only = this.#plain.get(binding);
    if (only === undefined) {
      const plain = this.#plainDefinitions(binding);
      this.#plain.set(binding, (only = plain.length === 1 && plain[0]!));
    }
    return only || undefined;
  }

  #plainDefinitions(binding: Binding): Definition[] {
    return binding.definitions.filter(
      one => !one.compound && !(one.value && buildsOn(one.value, binding, this.bindings)),
    );
  }

  /** The expression that a name is defined by, through aliases; the expression itself when it is no name. */
  override valueOf(expression: Expression): Expression {
    let at = expression;
    for (let depth = 0; depth < MAX_DEPTH; depth++) {
      if (at.kind === "await") at = at.value;
      else if (at.kind === "name") {
        const definition = this.definitionOf(at);
        if (!definition?.value || definition.steps.length > 0) return at;
        at = definition.value;
      } else return at;
    }
    return at;
  }

  /** Where a value comes from; follows local aliases, destructuring, `self`/`this` members and loop variables. */
  pathOf(expression: Expression | undefined): AccessPath | undefined {
    return expression && this.#path(expression, 0);
  }

  /** The library name of an expression in this file alone. */
  libraryNameOf(expression: Expression | undefined): string | undefined {
    const known = expression && this.#names.get(expression);
    if (expression === undefined || known !== undefined) return known === "" ? undefined : known;
    const name = libraryName(this.pathOf(expression));
    this.#names.set(expression, name ?? "");
    return name;
  }

  /** What several recognisers ask of one node, worked out once. */
  once<About extends Node, Answer>(question: (about: About, model: FileModel) => Answer, about: About): Answer {
    let answers = this.#answers.get(question);
    if (!answers) this.#answers.set(question, (answers = new Map()));
    const known = answers.get(about);
    if (known !== undefined || answers.has(about)) return known as Answer;
    const answer = question(about, this);
    answers.set(about, answer);
    return answer;
  }

  /** A name's own place in the program (its import, or the top-level name of this file), not what it holds. */
  symbolOf(name: Name): AccessPath | undefined {
    const binding = this.bindings.of(name);
    return binding && this.#symbol(binding);
  }

  argument(call: Call, position: number, name?: string): Expression | undefined {
    if (name !== undefined) {
      const keyword = call.args.find(argument => argument.name === name);
      if (keyword) return keyword.value;
    }
    const argument = call.args.filter(one => one.name === undefined)[position];
    return argument && !argument.spread ? argument.value : undefined;
  }

  keyword(call: Call, name: string): Argument | undefined {
    return call.args.find(argument => argument.name === name);
  }

  /** A property of an object literal, also through a name bound to one. */
  property(object: Expression | undefined, key: string): Expression | undefined {
    if (!object) return undefined;
    const value = this.valueOf(object);
    if (value.kind !== "object") return undefined;
    return value.properties.findLast(property => property.key === key && !property.spread)?.value;
  }

  /** Values assigned to a member of a class: in its body, or to `self.x`/`this.x` in its methods. */
  memberValues(owner: ClassNode, name: string): Expression[] {
    return this.once(collectMembers, owner).get(name) ?? [];
  }

  memberNames(owner: ClassNode): string[] {
    return [...this.once(collectMembers, owner).keys()];
  }

  #path(expression: Expression, depth: number): AccessPath | undefined {
    const known = this.#paths.get(expression);
    if (known !== undefined) return known || undefined;
    if (depth > MAX_DEPTH * 8) return undefined;
    this.#paths.set(expression, false);
    const path = this.#computePath(expression, depth + 1);
    if (path) this.#paths.set(expression, path);
    return path;
  }

  #computePath(expression: Expression, depth: number): AccessPath | undefined {
    switch (expression.kind) {
      case "name":
        return this.#namePath(expression, depth);
      case "member":
        return this.#memberPath(expression, depth);
      case "index": {
        const { index } = expression;
        const key = index.kind === "literal" && typeof index.value === "string" ? `.${index.value}` : "[]";
        return extend(this.#path(expression.object, depth), key);
      }
      case "call":
        return this.#callPath(expression, depth);
      case "await":
      case "assign":
        return this.#path(expression.value, depth);
      case "binary":
        return expression.operator === "or" || expression.operator === "??"
          ? (this.#path(expression.left, depth) ?? this.#path(expression.right, depth))
          : undefined;
      case "conditional":
        return this.#path(expression.then, depth) ?? this.#path(expression.otherwise, depth);
      default:
        return undefined;
    }
  }

  #callPath(call: Call, depth: number): AccessPath | undefined {
    if (call.callee.kind === "name" && (call.callee.name === "require" || call.callee.name === "import")) {
      const specifier = call.args[0]?.value;
      if (specifier?.kind === "literal" && typeof specifier.value === "string" && !this.bindings.of(call.callee))
        return { root: "import", module: specifier.value, steps: [] };
    }
    return extend(this.#path(call.callee, depth), "()");
  }

  #memberPath(member: Member, depth: number): AccessPath | undefined {
    const object = member.object;
    if (object.kind === "name" && (object.name === "self" || object.name === "this" || object.name === "cls")) {
      const owner = this.enclosingClass(member);
      if (!owner) return undefined;
      const values = this.memberValues(owner, member.name).filter(
        value => value.kind !== "literal" || value.value !== null,
      );
      const value = values.length === 1 ? this.#path(values[0]!, depth) : undefined;
      if (value && value.root !== "this") return value;
      return { root: "this", owner: owner.name ?? "", steps: [`.${member.name}`] };
    }
    return extend(this.#path(object, depth), `.${member.name}`);
  }

  #namePath(name: Name, depth: number): AccessPath | undefined {
    const binding = this.bindings.of(name);
    if (!binding) return undefined;
    if (binding.kind === "import" || binding.kind === "function" || binding.kind === "class")
      return this.#symbol(binding);
    const definition = this.#onlyDefinition(binding);
    if (!definition) return this.#agreedPath(binding, depth) ?? this.#symbol(binding);
    if (binding.kind === "parameter") return this.#parameterPath(definition, depth);
    const value = definition.value && this.#path(definition.value, depth);
    if (!value) return this.#symbol(binding);
    return definition.steps.length === 0 ? value : extend(value, ...definition.steps.map(loosen));
  }

  /** `client = None`, then `client = Client()` here and there: definitions that say the same, or nothing. */
  #agreedPath(binding: Binding, depth: number): AccessPath | undefined {
    if (binding.kind !== "variable") return undefined;
    const telling = this.#plainDefinitions(binding).filter(
      one => !(one.value?.kind === "literal" && one.value.value === null),
    );
    if (telling.some(one => one.steps.length > 0)) return undefined;
    const [first, ...others] = telling.map(one => one.value && this.#path(one.value, depth));
    const text = first && pathText(first);
    return others.every(path => path && pathText(path) === text) ? first : undefined;
  }

  #parameterPath(definition: Definition, depth: number): AccessPath | undefined {
    const owner = definition.node.parent;
    if (owner?.kind !== "function" || definition.node.kind !== "parameter") return undefined;
    const element = owner.params[0] === definition.node ? this.#iterated(owner, depth) : undefined;
    const steps = definition.steps.map(loosen);
    if (element) return { ...element, steps: [...element.steps, "[]", ...steps] };
    const name = definition.node.name ?? `$${owner.params.indexOf(definition.node)}`;
    return { root: "parameter", owner: this.functionId(owner), steps: [`.${name}`, ...steps] };
  }

  /** `rows` of `rows.map(fn)`. */
  #iterated(fn: FunctionNode, depth: number): AccessPath | undefined {
    const call = fn.parent?.kind === "argument" ? fn.parent.parent : undefined;
    if (call?.kind !== "call" || call.callee.kind !== "member" || !ITERATORS.has(call.callee.name)) return undefined;
    return this.#path(call.callee.object, depth);
  }

  #symbol(binding: Binding): AccessPath | undefined {
    const imported = binding.definitions.find(one => one.imported)?.imported;
    if (imported)
      return { root: "import", module: imported.module, steps: imported.name === "*" ? [] : [`.${imported.name}`] };
    const node = binding.definitions[0]!.node;
    if (node.kind === "function") return { root: "local", steps: [`.${this.functionId(node)}`] };
    if (binding.scope.kind === "module") return { root: "local", steps: [`.${binding.name}`] };
    return undefined;
  }
}

/** "[0]" and "[]" are both "an element"; rest elements keep no path of their own. */
function loosen(step: string): string {
  return step.startsWith("[") ? "[]" : step === "{…}" ? ".…" : step;
}
