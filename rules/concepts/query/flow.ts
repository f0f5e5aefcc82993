/**
 * What a function does around its queries: the calls it makes with which values, the comparisons it leaves by, the values
 * it holds, the database clients it makes. No rule listens to it; the proof that a query is scoped reads it.
 */
import type { Binary, Call, Expression, FunctionNode, Node, Span } from "../../ir/nodes.ts";
import { eachOwn } from "../../ir/walk.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { eachReturn } from "../../semantics/exits.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { keyOf } from "../../semantics/values.ts";
import type { ConceptKind, ConceptNode } from "../concept.ts";
import { Reader } from "./builder.ts";
import { type Origin, unique } from "./origins.ts";
import { type ClientRecord, clientsByFunction } from "./made-clients.ts";
import { queriesOf } from "./recognise.ts";

const COMPARISONS: ReadonlySet<string> = new Set(["==", "!=", "in", "not in"]);
const ID_ENDS = /(?:ids?|uuid|slug)$/iu;

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
    const reader = new Reader(model, queriesOf(model));
    const actions = hasDirective(model.module.body[0]);
    const made = clientsByFunction(model);
    const records = model.functions.map(fn => flowOf(fn, model, reader, actions, made.get(fn) ?? []));
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

function flowOf(
  fn: FunctionNode,
  model: FileModel,
  reader: Reader,
  actions: boolean,
  clients: ClientRecord[],
): FlowRecord {
  const calls: FlowCall[] = [];
  const checks: Check[] = [];
  const values = new Map<string, HeldValue>();
  eachOwn(fn, node => {
    switch (node.kind) {
      case "call": {
        const call = flowCall(node, model, reader);
        if (call) calls.push(call);
        const { callee } = node;
        if (callee.kind === "member" && (callee.name === "includes" || callee.name === "has"))
          addCheck(checks, node, [node.args[0]?.value, callee.object], model);
        return;
      }
      case "binary":
        if (COMPARISONS.has(node.operator)) addCheck(checks, node, [node.left, node.right], model);
        return;
      case "name":
      case "member":
        if (values.size < 60) addValue(node, model, values);
    }
  });
  for (const { name } of fn.params)
    if (name !== undefined) values.set(name, { text: name, key: name, start: fn.start, end: fn.end });
  const returns: Origin[] = [];
  eachReturn(fn, model, value => returns.length < 12 && returns.push(...reader.origins.of(value)));
  const outer = model.outermostFunction(fn);
  return {
    start: fn.start,
    end: fn.end,
    function: model.functionId(fn),
    unit: model.functionId(outer),
    calls,
    checks,
    returns: unique(returns),
    values: [...values.values()],
    action: (actions && fn.exported === true) || hasDirective(fn.body[0]),
    clients,
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
function flowCall(call: Call, model: FileModel, reader: Reader): FlowCall | undefined {
  // A JSX element is a call too, of no interest here.
  if (model.text[call.start] === "<") return undefined;
  const path = model.pathOf(call.callee);
  if (
    !path ||
    path.root === "parameter" ||
    path.module === "react" ||
    path.steps.length > 4 ||
    path.steps.includes("()")
  )
    return undefined;
  const args: FlowArgument[] = [];
  call.args.forEach(({ name, value }, position) => {
    if (value.kind === "function") return;
    if (value.kind !== "object") args.push(flowArgument(position, name, value, model, reader));
    else
      for (const property of value.properties)
        if (property.key !== undefined) args.push(flowArgument(position, property.key, property.value, model, reader));
  });
  const text = model.source(call.callee).replace(/\s+/gu, "").slice(0, 60);
  return { start: call.start, end: call.end, path, text, args };
}

function flowArgument(
  position: number,
  name: string | undefined,
  value: Expression,
  model: FileModel,
  reader: Reader,
): FlowArgument {
  const key = model.once(keyOf, value);
  const origins = reader.origins.of(value);
  return name === undefined ? { position, key, origins } : { position, name, key, origins };
}

function addCheck(
  checks: Check[],
  node: Call | Binary,
  sides: readonly (Expression | undefined)[],
  model: FileModel,
): void {
  // `Device.tenant_id == x` on a mapped class is a condition of a query, no comparison of a row.
  if (sides.some(side => side?.kind === "member" && side.object.kind === "name" && /^[A-Z]/u.test(side.object.name)))
    return;
  const names = sides.flatMap(side => (side ? lastName(side) : []));
  if (names.length === 0) return;
  checks.push({
    start: node.start,
    end: node.end,
    names,
    keys: sides.flatMap(side => (side ? [keyOf(side, model)] : [])),
    unequal: node.kind === "binary" && node.operator === "!=",
  });
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
  if (!ID_ENDS.test(node.name)) return;
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
