/**
 * What a function does around its queries: the calls it makes with which values, the comparisons it leaves by, the values
 * it holds, the database clients it makes. No rule listens to it; the proof that a query is scoped reads it.
 */
import type { Call, Expression, FunctionNode, Node, Span } from "../../ir/nodes.ts";
import { eachOwn } from "../../ir/walk.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { keyOf } from "../../semantics/values.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { Reader } from "./builder.ts";
import { eachReturn, type Origin, unique } from "./origins.ts";
import { type ClientRecord, clientsByFunction } from "./made-clients.ts";
import { findQueries } from "./recognise.ts";

export interface FlowRecord extends Span {
  function: string;
  unit: string;
  calls: FlowCall[];
  checks: Check[];
  returns: Origin[];
  /** Names and members that could be an id: as written, and normalised. */
  values: HeldValue[];
  clients: ClientRecord[];
  /** The function, or its file, is a server action ("use server"). */
  action: boolean;
}

/** A value by its written and its normalised name; `start` to `end` is where that name has it. */
export interface HeldValue extends Span {
  text: string;
  key: string;
}

export interface FlowCall extends Span {
  path: AccessPath;
  text: string;
  args: FlowArgument[];
}

export interface FlowArgument {
  position: number;
  /** Keyword, or property of an object literal in this position. */
  name?: string;
  key: string;
  origins: Origin[];
}

/** A comparison: names of the members on both sides, keys of both sides. */
export interface Check extends Span {
  names: string[];
  keys: string[];
  /** `!=`: the form of an early exit. */
  unequal: boolean;
}

export interface ScopeFlow extends ConceptNode {
  type: "ScopeFlow";
}

export const scopeFlow: ConceptKind<FlowRecord, ScopeFlow> = {
  name: "ScopeFlow",
  // Any function may stand between a query and what scopes it.
  triggers: () => [],
  recognise(model) {
    // What runs in the browser reaches no database by itself.
    if (hasDirective(model.module.body[0], "use client")) return [];
    const reader = new Reader(model, findQueries(model));
    const actions = hasDirective(model.module.body[0]);
    const made = clientsByFunction(model);
    const records = model.functions.map(fn => ({ ...flowOf(fn, model, reader, actions), clients: made.get(fn) ?? [] }));
    const clients = made.get(undefined) ?? [];
    if (clients.length > 0)
      records.push({
        start: 0,
        end: 0,
        function: "",
        unit: "",
        calls: [],
        checks: [],
        returns: [],
        values: [],
        clients,
        action: false,
      });
    return records.filter(isTelling);
  },
  complete: record => ({ type: "ScopeFlow", start: record.start, end: record.end }),
};

function isTelling(record: FlowRecord): boolean {
  return (
    record.calls.length + record.checks.length + record.returns.length + record.values.length + record.clients.length >
      0 || record.action
  );
}

function flowOf(fn: FunctionNode, model: FileModel, reader: Reader, actions: boolean): Omit<FlowRecord, "clients"> {
  const calls: FlowCall[] = [];
  const checks: Check[] = [];
  const values = new Map<string, HeldValue>();
  eachOwn(fn, node => {
    if (node.kind === "call") calls.push(...flowCall(node, model, reader));
    if (node.kind === "binary" && ["==", "!=", "in", "not in"].includes(node.operator))
      checks.push(...checkOf(node, [node.left, node.right], model, node.operator === "!="));
    if (
      node.kind === "call" &&
      node.callee.kind === "member" &&
      (node.callee.name === "includes" || node.callee.name === "has")
    )
      checks.push(...checkOf(node, [node.args[0]?.value, node.callee.object], model, false));
    if ((node.kind === "name" || node.kind === "member") && values.size < 60) addValue(node, model, values);
  });
  for (const { name } of fn.params)
    if (name !== undefined) values.set(name, { text: name, key: name, start: fn.start, end: fn.end });
  const returns: Origin[] = [];
  eachReturn(fn, value => returns.length < 12 && returns.push(...reader.origins.of(value)));
  const outer = model.outermostFunction(fn);
  return {
    start: fn.start,
    end: fn.end,
    function: model.functionId(fn),
    unit: model.functionId(outer),
    calls,
    checks,
    returns: unique(returns).slice(0, 12),
    values: [...values.values()],
    action: (actions && fn.exported === true) || hasDirective(fn.body[0]),
  };
}

function hasDirective(statement: Node | undefined, directive = "use server"): boolean {
  return (
    statement?.kind === "expression" &&
    statement.expression.kind === "literal" &&
    statement.expression.value === directive
  );
}

/** Calls of what this program may define. */
function flowCall(call: Call, model: FileModel, reader: Reader): FlowCall[] {
  // A JSX element is a call too, of no interest here.
  if (model.text[call.start] === "<") return [];
  const path = model.pathOf(call.callee);
  if (
    !path ||
    path.root === "parameter" ||
    path.module === "react" ||
    path.steps.includes("()") ||
    path.steps.length > 4
  )
    return [];
  const args: FlowArgument[] = [];
  call.args.forEach((argument, position) => {
    const object = argument.value.kind === "object" ? argument.value : undefined;
    for (const property of object?.properties ?? [])
      if (property.key !== undefined)
        args.push({
          position,
          name: property.key,
          key: keyOf(property.value, model),
          origins: reader.origins.of(property.value),
        });
    if (!object && argument.value.kind !== "function")
      args.push({
        position,
        ...(argument.name === undefined ? {} : { name: argument.name }),
        key: keyOf(argument.value, model),
        origins: reader.origins.of(argument.value),
      });
  });
  return [
    { start: call.start, end: call.end, path, text: model.source(call.callee).replace(/\s+/gu, "").slice(0, 60), args },
  ];
}

function checkOf(node: Span, sides: (Expression | undefined)[], model: FileModel, unequal: boolean): Check[] {
  // `Device.tenant_id == x` on a mapped class is a condition of a query, no comparison of a row.
  if (sides.some(side => side?.kind === "member" && side.object.kind === "name" && /^[A-Z]/u.test(side.object.name)))
    return [];
  const names = sides.flatMap(side => (side ? lastName(side) : []));
  if (names.length === 0) return [];
  return [
    {
      start: node.start,
      end: node.end,
      names,
      keys: sides.flatMap(side => (side ? [keyOf(side, model)] : [])),
      unequal,
    },
  ];
}

/** `org_id` of `job.org_id`, `row["org_id"]`, `row.get("org_id")`, `str(job.org_id)`; also of a plain name. */
function lastName(side: Expression): string[] {
  switch (side.kind) {
    case "member":
      return [side.name];
    case "name":
      return [side.name];
    case "index":
      return side.index.kind === "literal" && typeof side.index.value === "string" ? [side.index.value] : [];
    case "await":
      return lastName(side.value);
    case "call": {
      const first = side.args[0]?.value;
      if (side.callee.kind === "member" && side.callee.name === "get" && first?.kind === "literal")
        return [String(first.value)];
      return first ? lastName(first) : side.callee.kind === "member" ? lastName(side.callee.object) : [];
    }
    case "binary":
      return [...lastName(side.left), ...lastName(side.right)];
    default:
      return [];
  }
}

/** Names and members that could be an id of something. */
function addValue(
  node: Expression & { kind: "name" | "member" },
  model: FileModel,
  values: Map<string, HeldValue>,
): void {
  if (node.parent?.kind === "member" && node.parent.object === node) return;
  if (node.parent?.kind === "call" && node.parent.callee === node) return;
  if (!/(?:id|ids|uuid|slug)$/iu.test(node.name)) return;
  const text = model.source(node);
  if (text.length > 60 || !/^[\w.?!]+$/u.test(text)) return;
  let root: Expression = node;
  while (root.kind === "member") root = root.object;
  const binding = root.kind === "name" ? model.bindingOf(root) : undefined;
  if (!binding) return;
  const definition = binding.definitions[0]!.node;
  const assigned = definition.kind === "declare" || definition.kind === "assign";
  const range =
    binding.kind !== "variable"
      ? binding.scope
      : assigned
        ? { start: definition.end, end: binding.scope.end }
        : definition;
  values.set(`${text} ${range.start}`, { text, key: keyOf(node, model), start: range.start, end: range.end });
}
