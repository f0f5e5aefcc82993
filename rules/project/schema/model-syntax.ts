import type { Call, ClassNode, Expression, Module, ObjectLiteral, Statement } from "../../ir/nodes.ts";
import type { OnDelete } from "./schema-facts.ts";

/** A name with its value and optional annotation, as a module or class body binds it. */
export interface Binding {
  name: string;
  value?: Expression;
  annotation?: Expression;
  start: number;
  end: number;
}

/** Bindings of simple names in a body, in source order. */
export function bindingsOf(body: readonly Statement[]): Binding[] {
  return body.flatMap((statement): Binding[] => {
    const { start, end } = statement;
    if (statement.kind === "declare" && statement.target.kind === "name") {
      return [{ name: statement.target.name, value: statement.value, annotation: statement.annotation, start, end }];
    }
    if (statement.kind !== "expression" || statement.expression.kind !== "assign") return [];
    const { targets, operator, value } = statement.expression;
    const target = targets[0];
    return target?.kind === "name" && operator === "=" ? [{ name: target.name, value, start, end }] : [];
  });
}

/** Classes of a module, those inside `if` and `try` included. */
export function classesOf(body: readonly Statement[]): ClassNode[] {
  return body.flatMap((statement): ClassNode[] => {
    if (statement.kind === "class") return [statement];
    if (statement.kind === "if") return [...classesOf(statement.then), ...classesOf(statement.otherwise)];
    return statement.kind === "try"
      ? [...classesOf(statement.body), ...statement.handlers.flatMap(one => classesOf(one.body))]
      : [];
  });
}

/** Whether a module imports from `name` or below it. */
export function imports(module: Module, name: RegExp): boolean {
  return module.body.some(statement => statement.kind === "import" && name.test(statement.module));
}

/** `a.b.c` of names and members; undefined for anything else. */
export function dottedName(node: Expression | undefined): string | undefined {
  if (node?.kind === "name") return node.name;
  if (node?.kind !== "member") return undefined;
  const object = dottedName(node.object);
  return object === undefined ? undefined : `${object}.${node.name}`;
}

/** Last part of a dotted name: the function a call calls, whatever module it comes from. */
export function lastName(node: Expression | undefined): string | undefined {
  if (node?.kind === "name" || node?.kind === "member") return node.name;
  return undefined;
}

export function asCall(node: Expression | undefined): Call | undefined {
  return node?.kind === "call" ? node : undefined;
}

export function stringValue(node: Expression | undefined): string | undefined {
  if (node?.kind === "literal" && typeof node.value === "string") return node.value;
  if (node?.kind === "template" && node.values.length === 0) return node.parts[0];
  return undefined;
}

/** Keyword argument of a Python call. */
export function keyword(call: Call, name: string): Expression | undefined {
  return call.args.find(argument => argument.name === name)?.value;
}

/** Positional arguments of a call. */
export function positional(call: Call): Expression[] {
  return call.args.flatMap(argument => (argument.name === undefined && !argument.spread ? [argument.value] : []));
}

export function isTrue(node: Expression | undefined): boolean {
  return node?.kind === "literal" && node.value === true;
}

export function isFalse(node: Expression | undefined): boolean {
  return node?.kind === "literal" && node.value === false;
}

/** Items of a list or tuple; a single other expression counts as a list of itself. */
export function itemsOf(node: Expression | undefined): Expression[] {
  if (node === undefined) return [];
  return node.kind === "list" ? node.items : [node];
}

export function propertyOf(object: ObjectLiteral | undefined, key: string): Expression | undefined {
  return object?.properties.find(property => property.key === key && !property.spread)?.value;
}

export function asObject(node: Expression | undefined): ObjectLiteral | undefined {
  return node?.kind === "object" ? node : undefined;
}

export interface ChainStep {
  name: string;
  call: Call;
}

/** `text("a").notNull().unique()` → the innermost call, then every method called on it, in the order they run. */
export function chainOf(node: Expression | undefined): { base: Call; steps: ChainStep[] } | undefined {
  let call = asCall(node);
  const steps: ChainStep[] = [];
  while (call) {
    const callee = call.callee;
    const inner = callee.kind === "member" ? asCall(callee.object) : undefined;
    if (!inner || callee.kind !== "member") return { base: call, steps };
    steps.unshift({ name: callee.name, call });
    call = inner;
  }
  return undefined;
}

/** `CASCADE`, `models.SET_NULL`, `"set null"`, `PROTECT` … */
export function onDeleteOf(text: string | undefined): OnDelete {
  switch (text?.toLowerCase().replace(/[_\s]+/g, " ")) {
    case "cascade":
      return "cascade";
    case "set null":
      return "set null";
    case "set default":
      return "set default";
    case "restrict":
    case "protect":
      return "restrict";
    case undefined:
    case "no action":
    case "do nothing":
      return "no action";
    default:
      return "unknown";
  }
}
