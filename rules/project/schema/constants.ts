/** Literal values of a Python migration: names bound to strings and lists, f-strings over them, loops over their items. */
import type { Expression, Pattern } from "../../ir/nodes.ts";
import { asCall, lastName, positional } from "./model-syntax.ts";

export type Constant = string | number | boolean | null | Constant[];

export type Scope = ReadonlyMap<string, Constant>;

/** Undefined when the value depends on anything but literals and names of the scope. */
export function constantOf(node: Expression | undefined, scope: Scope): Constant | undefined {
  switch (node?.kind) {
    case "literal":
      return node.flavour === "regexp" ? undefined : node.value;
    case "name":
      return scope.get(node.name);
    case "template":
      return templateText(node.parts, node.values, scope);
    case "list":
      return node.flavour === "slice" ? undefined : listOf(node.items, scope);
    case "binary": {
      if (node.operator !== "+") return undefined;
      const left = constantOf(node.left, scope);
      const right = constantOf(node.right, scope);
      if (Array.isArray(left) && Array.isArray(right)) return [...left, ...right];
      return typeof left === "string" && typeof right === "string" ? left + right : undefined;
    }
    case "call":
      return wrapped(node, scope);
    default:
      return undefined;
  }
}

export function textOf(node: Expression | undefined, scope: Scope): string | undefined {
  const value = constantOf(node, scope);
  return typeof value === "string" ? value : undefined;
}

/** Texts of a list; undefined when one of them is not known. */
export function textsOf(node: Expression | undefined, scope: Scope): string[] | undefined {
  const value = constantOf(node, scope);
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every(one => typeof one === "string") ? value : undefined;
}

/** The scope with a loop's target, or a parameter, bound. */
export function bound(scope: Scope, target: Pattern | undefined, value: Constant | undefined): Scope {
  const next = new Map(scope);
  bind(next, target, value);
  return next;
}

function bind(scope: Map<string, Constant>, target: Pattern | undefined, value: Constant | undefined): void {
  if (target?.kind === "name") {
    if (value === undefined) scope.delete(target.name);
    else scope.set(target.name, value);
  }
  if (target?.kind !== "list-pattern") return;
  target.items.forEach((item, i) => bind(scope, item?.target, Array.isArray(value) ? value[i] : undefined));
}

function templateText(parts: readonly string[], values: readonly Expression[], scope: Scope): string | undefined {
  let text = parts[0] ?? "";
  for (const [i, value] of values.entries()) {
    const inner = constantOf(value, scope);
    if (typeof inner !== "string" && typeof inner !== "number") return undefined;
    text += `${inner}${parts[i + 1] ?? ""}`;
  }
  return text;
}

function listOf(items: readonly Expression[], scope: Scope): Constant | undefined {
  const values = items.map(item => constantOf(item, scope));
  return values.every(value => value !== undefined) ? values : undefined;
}

const WRAPPERS = new Set(["text", "f", "quoted_name", "dedent", "cleandoc"]);

/** `op.f("ix_users_email")`, `sa.text("…")`, `"…".strip()`, `"a,b".split()` without its arguments being read. */
function wrapped(node: Expression, scope: Scope): Constant | undefined {
  const call = asCall(node);
  const name = lastName(call?.callee);
  if (call && name !== undefined && WRAPPERS.has(name)) return constantOf(positional(call)[0], scope);
  return undefined;
}
