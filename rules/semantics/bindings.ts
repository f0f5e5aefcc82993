/**
 * Names and what they stand for. Scopes follow the language: JavaScript declarations belong to their block, Python's to
 * their function; a class body is no scope for the functions in it.
 */
import type {
  ClassNode,
  Expression,
  FunctionNode,
  ImportedName,
  Module,
  Name,
  Node,
  Parameter,
  Pattern,
} from "../ir/nodes.ts";
import { NodeMap } from "../ir/node-map.ts";
import { walk } from "../ir/walk.ts";
import { isDeclaration, isUse } from "./name-roles.ts";

export type BindingKind = "import" | "variable" | "function" | "class" | "parameter" | "type";

export interface Binding {
  name: string;
  kind: BindingKind;
  scope: Node;
  definitions: Definition[];
  /** Uses in value position, in source order. */
  references: Name[];
}

/** One place that gives a binding a value. */
export interface Definition {
  /** The statement, parameter, imported name, handler … that defines. */
  node: Node;
  /** The expression whose value, taken apart by `steps`, is assigned. */
  value?: Expression;
  /** Destructuring: ".key" and "[]" steps from `value` to the name; "[]" too for the element of a `for` loop. */
  steps: string[];
  /** `x += 1`: the old value goes in. */
  compound?: boolean;
  imported?: { module: string; name: string };
  /** Value used when the destructured one is missing. */
  fallback?: Expression;
}

/** Scopes know their outer ones, so that a look-up climbs from scope to scope. */
interface Scope {
  readonly node: Node;
  readonly outer: Scope | undefined;
  names: Map<string, Binding> | undefined;
}

export class Bindings {
  readonly #scopes = new Map<Node, Scope>();
  /** `false` for a name that nothing in the file stands behind. */
  readonly #resolved: NodeMap<Binding | false>;
  readonly #module: Module;
  readonly #python: boolean;
  /** Python `global`/`nonlocal` names by function, with the scope that they belong to. */
  readonly #outer = new Map<Node, Map<string, Node>>();

  constructor(module: Module) {
    this.#module = module;
    this.#python = module.language === "python";
    this.#resolved = new NodeMap(module);
    const uses: Name[] = [];
    walk(module, node => {
      this.#define(node);
      if (node.kind === "name" && isUse(node)) uses.push(node);
    });
    for (const use of uses) this.of(use)?.references.push(use);
  }

  /** The binding of a name in use or in target position. */
  of(name: Name): Binding | undefined {
    const known = this.#resolved.get(name);
    if (known !== undefined) return known || undefined;
    const binding = this.lookUp(name.name, name);
    this.#resolved.set(name, binding ?? false);
    return binding;
  }

  /** The binding that `name` would have at `at`. */
  lookUp(name: string, at: Node): Binding | undefined {
    for (let scope = this.#scopeAround(at); scope; scope = scope.outer) {
      const binding = scope.names?.get(name);
      if (binding && !(scope.node.kind === "class" && !isDirectly(at, scope.node))) return binding;
    }
    return undefined;
  }

  /** Bindings of the module's own scope. */
  topLevel(): Iterable<Binding> {
    return this.#scopes.get(this.#module)?.names?.values() ?? [];
  }

  #define(node: Node): void {
    switch (node.kind) {
      case "import":
        for (const name of node.names) this.#defineImport(name, node.module, node);
        break;
      case "function":
        if (node.name !== undefined && isDeclaration(node))
          this.#add(node.name, "function", this.#ownerOf(node), declared(node));
        node.params.forEach(parameter => this.#defineParameter(parameter, node));
        break;
      case "class":
        if (node.name !== undefined) this.#add(node.name, "class", this.#ownerOf(node), declared(node));
        break;
      case "type-alias":
        this.#add(node.name, "type", this.#ownerOf(node), declared(node));
        break;
      case "declare":
        this.#definePattern(node.target, node.value, [], node, false);
        break;
      case "assign":
        for (const target of node.targets)
          this.#definePattern(target, node.value, [], node, node.operator !== "=", !this.#python);
        break;
      case "loop":
        if (node.target) this.#definePattern(node.target, node.iterable, ["[]"], node, false);
        break;
      case "handler":
        if (node.name) this.#definePattern(node.name, undefined, [], node, false);
        break;
      case "with":
        for (const item of node.items) if (item.target) this.#definePattern(item.target, item.context, [], node, false);
        break;
      case "comprehension":
        for (const loop of node.loops) this.#definePattern(loop.target, loop.iterable, ["[]"], node, false);
        break;
      case "scope-declaration":
        this.#declareOuter(node.names, node, node.flavour === "global");
        break;
    }
  }

  #declareOuter(names: string[], node: Node, isGlobal: boolean): void {
    const owner = this.#functionScope(node);
    const outer = this.#outer.get(owner) ?? new Map<string, Node>();
    for (const name of names) outer.set(name, isGlobal ? this.#module : this.#outerOwner(name, owner));
    this.#outer.set(owner, outer);
  }

  /** The function around `scope` that `nonlocal name` speaks of; it defines the name before, as people write it. */
  #outerOwner(name: string, scope: Node): Node {
    for (let at = this.#functionScope(scope); at !== this.#module; at = this.#functionScope(at))
      if (at.kind === "function" && this.#scopes.get(at)?.names?.has(name)) return at;
    return this.#functionScope(scope);
  }

  #defineImport(name: ImportedName, module: string, node: Node): void {
    if (name.local === undefined) return;
    // `import a.b` binds `a`; the alias of `import a.b as a` makes the name longer, and binds `a.b`.
    const whole =
      this.#python &&
      name.imported === "*" &&
      name.local === module.split(".")[0] &&
      name.end - name.start <= module.length;
    this.#add(name.local, "import", this.#ownerOf(node), {
      ...declared(node),
      imported: { module: whole ? name.local : module, name: name.imported },
    });
  }

  #defineParameter(parameter: Parameter, owner: FunctionNode): void {
    if (parameter.name !== undefined)
      this.#add(parameter.name, "parameter", owner, { ...declared(parameter), fallback: parameter.default });
    else if (parameter.pattern) this.#definePattern(parameter.pattern, undefined, [], parameter, false, false, owner);
  }

  #definePattern(
    target: Pattern,
    value: Expression | undefined,
    steps: string[],
    node: Node,
    compound: boolean,
    existingOnly = false,
    owner?: Node,
    fallback?: Expression,
  ): void {
    if (target.kind === "name") {
      const definition: Definition = { node, value, steps, compound, imported: undefined, fallback };
      const existing = existingOnly ? this.lookUp(target.name, node) : undefined;
      if (existing) existing.definitions.push(definition);
      else if (!existingOnly)
        this.#add(
          target.name,
          node.kind === "parameter" ? "parameter" : "variable",
          owner ?? this.#ownerOf(node, target.name),
          definition,
        );
      return;
    }
    if (target.kind === "list-pattern")
      target.items.forEach((item, index) => {
        if (item)
          this.#definePattern(
            item.target,
            value,
            [...steps, item.rest ? "[…]" : `[${index}]`],
            node,
            compound,
            existingOnly,
            owner,
            item.default,
          );
      });
    if (target.kind === "object-pattern")
      for (const property of target.properties)
        this.#definePattern(
          property.target,
          value,
          [...steps, property.rest ? "{…}" : `.${property.key ?? "?"}`],
          node,
          compound,
          existingOnly,
          owner,
          property.default,
        );
  }

  #add(name: string, kind: BindingKind, scope: Node, definition: Definition): void {
    const names = (this.#scopeOf(scope).names ??= new Map());
    const known = names.get(name);
    if (known) known.definitions.push(definition);
    else names.set(name, { name, kind, scope, definitions: [definition], references: [] });
  }

  /** The scope that a declaration at `node` adds to. */
  #ownerOf(node: Node, name?: string): Node {
    if (!this.#python) return this.#scopeAround(node)?.node ?? this.#module;
    if (node.kind === "comprehension") return node;
    const scope = this.#functionScope(node);
    return (name === undefined ? undefined : this.#outer.get(scope)?.get(name)) ?? scope;
  }

  #functionScope(node: Node): Node {
    for (let at = node.parent; at; at = at.parent)
      if (at.kind === "function" || at.kind === "class" || at.kind === "module") return at;
    return this.#module;
  }

  #scopeAround(node: Node): Scope | undefined {
    for (let at = node.parent; at; at = at.parent) if (this.#isScope(at)) return this.#scopeOf(at);
    return undefined;
  }

  #scopeOf(node: Node): Scope {
    let scope = this.#scopes.get(node);
    if (!scope) this.#scopes.set(node, (scope = { node, outer: this.#scopeAround(node), names: undefined }));
    return scope;
  }

  #isScope(node: Node): boolean {
    switch (node.kind) {
      case "module":
      case "function":
      case "class":
      case "comprehension":
        return true;
      case "block":
      case "if":
      case "loop":
      case "try":
      case "handler":
      case "switch":
        return !this.#python;
      default:
        return false;
    }
  }
}

/** A definition without a value. All have one shape. */
function declared(node: Node): Definition {
  return { node, value: undefined, steps: [], compound: false, imported: undefined, fallback: undefined };
}

/** `node` stands in the class body itself, not inside one of its methods. */
function isDirectly(node: Node, owner: ClassNode): boolean {
  for (let at: Node | undefined = node.parent; at && at !== owner; at = at.parent)
    if (at.kind === "function") return false;
  return true;
}
