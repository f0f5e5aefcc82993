/** Reads of request headers that speak of the client, and which part of their value is taken. */
import type { Argument, Binary, Expression, FunctionNode, Module, Node } from "../../ir/nodes.ts";
import { FORWARDING_HEADERS, PLATFORM_HEADERS } from "../../libraries/client-identity.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { HeaderPart } from "./key-record.ts";

export interface HeaderRead {
  node: Expression;
  header: string;
  /** Written by a platform, not by its clients. */
  platform: boolean;
  fn: FunctionNode | undefined;
}

const SOURCES = /header|META|environ|\bget\b/iu;
/** A text that says that somebody thought of who may forward. */
const PROXIES =
  /trusted_?-?(?:prox|hop|ip)|trust_?proxy|proxy_?(?:count|depth|hops)|hop_?count|num_?prox|is_?trusted/iu;
/** Every header of the tables holds one of these. */
const NAMES = /forwarded|[-_](?:ip|agent|language|id|address)\b|connecting|fingerprint|referer/iu;
const SPLITS = new Set(["split", "rsplit", "partition"]);
const KEEPS = new Set([
  "trim",
  "strip",
  "lstrip",
  "rstrip",
  "toLowerCase",
  "lower",
  "toString",
  "replace",
  "map",
  "filter",
  "join",
  "decode",
  "reverse",
]);
const PREDICATES = new Set(["isArray", "Boolean", "isinstance", "len", "bool", "isIP", "warn", "info", "debug", "log"]);
const MAX_STEPS = 60;

export function headerReadsIn(model: FileModel): HeaderRead[] {
  return model.once(findHeaderReads, model.module);
}

function findHeaderReads(_module: Module, model: FileModel): HeaderRead[] {
  const reads: HeaderRead[] = [];
  if (!NAMES.test(model.text)) return reads;
  const add = (node: Expression, key: Expression, source: string) => {
    const value = key.kind === "literal" ? key : model.valueOf(key);
    if (value.kind !== "literal" || typeof value.value !== "string") return;
    const header = normalised(value.value);
    const platform = PLATFORM_HEADERS.some(one => one.name === header);
    if (!platform && !FORWARDING_HEADERS.some(one => one.name === header)) return;
    if (SOURCES.test(source)) reads.push({ node, header, platform, fn: model.enclosingFunction(node) });
  };
  for (const call of model.calls) {
    const name = call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
    if (!SOURCES.test(name) || /^(?:set|append|has|delete)/iu.test(name)) continue;
    for (const argument of call.args.slice(0, 2)) add(call, argument.value, name);
  }
  for (const node of model.nodesOf("index")) add(node, node.index, model.source(node.object).slice(-60));
  return reads;
}

/** `HTTP_X_FORWARDED_FOR` and `X-Forwarded-For` are one header. */
function normalised(name: string): string {
  return name
    .toLowerCase()
    .replaceAll("_", "-")
    .replace(/^http-/u, "");
}

/** Whether the function that reads says which proxies it trusts. */
export function knowsProxies(read: HeaderRead, model: FileModel): boolean {
  const fn = model.outermostFunction(read.node);
  return fn !== undefined && PROXIES.test(model.source(fn).slice(0, 6000));
}

/** Which part of a list of addresses is used, with the `[0]` that takes the first. */
export function partOf(read: HeaderRead, model: FileModel): { part: HeaderPart; first?: Node; passed?: Argument } {
  const trace: Trace = { parts: new Map(), steps: 0, seen: new Set(), model };
  follow(read.node, false, trace);
  return partIn(trace) ?? { part: "whole", ...(trace.passed ? { passed: trace.passed } : {}) };
}

/** Which part of a list a function takes of its parameter. */
export function partOfParameter(fn: FunctionNode, name: string, model: FileModel): HeaderPart | undefined {
  const at = fn.body[0];
  const binding = at && model.bindings.lookUp(name, at);
  const trace: Trace = { parts: new Map(), steps: 0, seen: new Set(), model };
  for (const reference of binding?.references ?? []) follow(reference, false, trace);
  return partIn(trace)?.part;
}

function partIn(trace: Trace): { part: HeaderPart; first?: Node } | undefined {
  for (const part of ["first", "counted", "last"] as const)
    if (trace.parts.has(part)) {
      const node = trace.parts.get(part);
      return part === "first" && node ? { part, first: node } : { part };
    }
  return undefined;
}

interface Trace {
  /** The argument as which the whole value is given away. */
  passed?: Argument;
  parts: Map<HeaderPart, Node | undefined>;
  steps: number;
  seen: Set<Node>;
  model: FileModel;
}

/** From a value up to where it is used, through names; `split` when it is the list of addresses by now. */
function follow(start: Node, split: boolean, trace: Trace): void {
  let at = start;
  let isList = split;
  for (;;) {
    const { parent } = at;
    if (!parent || trace.steps++ > MAX_STEPS || trace.seen.has(parent)) return;
    if (parent.kind === "member" && parent.object === at) {
      const call = parent.parent;
      if (call?.kind !== "call" || call.callee !== parent) return;
      if (SPLITS.has(parent.name)) isList = true;
      else if (isList && parent.name === "shift") return take("first", undefined, trace);
      else if (isList && parent.name === "pop") return take("last", undefined, trace);
      else if (isList && (parent.name === "at" || parent.name === "slice")) {
        const part = partAt(call.args[0]?.value);
        return take(part, undefined, trace);
      } else if (!KEEPS.has(parent.name)) return isList ? undefined : take("whole", undefined, trace);
      at = call;
    } else if (parent.kind === "index" && parent.object === at) {
      if (!isList) return take("whole", undefined, trace);
      const part = partAt(parent.index);
      return take(part, parent, trace);
    } else if (parent.kind === "declare" && parent.value === at) return followTarget(parent.target, isList, trace);
    else if (parent.kind === "assign" && parent.value === at) return followTarget(parent.targets[0], isList, trace);
    else if (parent.kind === "argument" && !isList) {
      const call = parent.parent;
      const name = call?.kind === "call" ? calleeName(call) : "";
      if (!call || PREDICATES.has(name)) return;
      if (name !== "String" && name !== "str") {
        trace.passed ??= parent;
        return;
      }
      at = call;
    } else if (isPassing(parent, at)) at = parent;
    else if (isTest(parent, at)) return;
    else return isList ? undefined : take("whole", undefined, trace);
  }
}

function followTarget(target: Node | undefined, isList: boolean, trace: Trace): void {
  if (target?.kind === "list-pattern") return take(target.items[0] ? "first" : "last", undefined, trace);
  if (target?.kind !== "name") return;
  const binding = trace.model.bindings.lookUp(target.name, target);
  for (const reference of binding?.references ?? []) {
    if (trace.seen.has(reference)) continue;
    trace.seen.add(reference);
    follow(reference, isList, trace);
  }
}

function take(part: HeaderPart, node: Node | undefined, trace: Trace): void {
  if (!trace.parts.has(part) || trace.parts.get(part) === undefined) trace.parts.set(part, node);
}

function calleeName(call: Node): string {
  const callee = call.kind === "call" ? call.callee : undefined;
  return callee?.kind === "name" || callee?.kind === "member" ? callee.name : "";
}

function partAt(index: Expression | undefined): HeaderPart {
  if (index?.kind === "literal" && typeof index.value === "number") return index.value === 0 ? "first" : "counted";
  if (index?.kind === "unary" && index.operator === "-") {
    const { operand } = index;
    return operand.kind === "literal" && operand.value === 1 ? "last" : "counted";
  }
  return "counted";
}

/** The value goes on unchanged, or as a part of a text. */
function isPassing(parent: Node, at: Node): boolean {
  switch (parent.kind) {
    case "await":
    case "hole":
      return true;
    case "binary":
      return isChoice(parent);
    case "conditional":
      return parent.test !== at;
    default:
      return false;
  }
}

function isChoice(binary: Binary): boolean {
  return ["or", "??", "and"].includes(binary.operator);
}

/** Asked whether it is there, or what it is like. */
function isTest(parent: Node, at: Node): boolean {
  switch (parent.kind) {
    case "if":
    case "loop":
      return parent.test === at;
    case "conditional":
      return parent.test === at;
    case "unary":
      return true;
    case "binary":
      return !["+", "or", "??", "and"].includes(parent.operator);
    default:
      return false;
  }
}
