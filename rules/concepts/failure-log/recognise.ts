/** Handlers that log a failure, go on, and do not say what it was that failed. */
import type { Call, FunctionNode, Handler, Node } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import { BINDS_CONTEXT, FAILURE_LOGS, TASK_LOGGER } from "../../libraries/failure-logs.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { FailureLogRecord } from "./failure-log.ts";

/** Parameters that say which one it is. */
const IDENTIFIES =
  /^(?:id|uuid|pk|email|domain|slug|sku)$|(?:_(?:id|uuid|pk|email|domain|slug|sku|number)|(?:Id|Uuid|Email|Domain|Slug|Sku|Number))$/u;
/** What goes round a few times for one and the same thing. */
const COUNTS_TRIES =
  /^(?:_+|[ijkn]|attempt\w*|retry|retries|tr(?:y|ies)|page|page_?no|page_?number|offset|chunk\w*|part|line_?no|backoff|delay)$/iu;
/** What a function works with, not on. */
const TOOLS =
  /^(?:self|cls|this|db|session|conn|connection|cursor|client|redis|logger|log|settings|config|ctx|context)$/u;
const MAX_DERIVING = 3;

interface AtHand {
  name: string;
  loop?: Node & { kind: "loop" };
}

export function failureLogsIn(model: FileModel): FailureLogRecord[] {
  return model.functions.flatMap(fn => silentLogOf(fn, model) ?? []);
}

/** Once for each function. */
function silentLogOf(fn: FunctionNode, model: FileModel): FailureLogRecord | undefined {
  const handlers: Handler[] = [];
  eachOwn(fn, node => void (node.kind === "handler" && handlers.push(node)));
  for (const handler of handlers) {
    const log = leadsOn(handler) ? undefined : failureLogIn(handler, model);
    if (!log || model.once(bindsContext, fn)) continue;
    const atHand = atHandOf(handler, fn, model);
    const subjects = atHand.some(one => one.loop) ? atHand.map(one => one.name) : parametersOf(fn);
    const known = subjects.flatMap(name => [...derivedFrom(name, fn)]);
    if (atHand.length === 0 || mentions(handler, new Set(known)) || identifies(handler)) continue;
    if (handsOnSomethingOpen(log)) continue;
    const record = recordOf(log, atHand, fn, model);
    if (record) return record;
  }
  return undefined;
}

/** The innermost item, or an id that other logs of the file tell of. */
function recordOf(log: Call, atHand: AtHand[], fn: FunctionNode, model: FileModel): FailureLogRecord | undefined {
  const item = atHand.find(one => one.loop);
  const base = {
    start: log.start,
    end: log.callee.end,
    functionId: model.functionId(fn),
    place: model.place(log),
    text: model.source(log.callee),
  };
  if (item?.loop) return { ...base, missing: item.name, loop: model.place(item.loop.headSpan) };
  if (madeByTaskLogger(log, model)) return undefined;
  for (const { name } of atHand) {
    const told = model.calls.find(call => call !== log && isLog(call, model) && mentions(call, new Set([name])));
    if (told) return { ...base, missing: name, told: model.place(told.callee) };
  }
  return undefined;
}

/** The failure goes on: it is thrown, the task is tried again, the process ends. */
function leadsOn(handler: Handler): boolean {
  let leads = false;
  eachOwnOf(handler, node => {
    if (node.kind === "throw") leads = true;
    if (node.kind === "call" && node.callee.kind === "member" && /^(?:retry|exit|abort|fail)$/u.test(node.callee.name))
      leads = true;
  });
  return leads;
}

function failureLogIn(handler: Handler, model: FileModel): Call | undefined {
  let found: Call | undefined;
  eachOwnOf(handler, node => {
    if (!found && node.kind === "call" && isFailureLog(node, model)) found = node;
  });
  return found;
}

function isLog(call: Call, model: FileModel): boolean {
  const { callee } = call;
  return callee.kind === "member" && FAILURE_LOGS.receiver.test(model.source(callee.object));
}

function isFailureLog(call: Call, model: FileModel): boolean {
  return call.callee.kind === "member" && FAILURE_LOGS.method.test(call.callee.name) && isLog(call, model);
}

/** Says in any other way which one it is: `lead.id`, `domain=item["domain"]`, the item of a loop around it. */
function identifies(handler: Handler): boolean {
  const items = new Set<string>();
  for (let at = handler.parent; at && at.kind !== "function"; at = at.parent)
    if (at.kind === "loop" && at.target) namesIn(at.target).forEach(name => items.add(name));
  let found = mentions(handler, items);
  eachOwnOf(handler, node => {
    const name =
      node.kind === "member" || node.kind === "name" || node.kind === "argument"
        ? node.name
        : node.kind === "property"
          ? node.key
          : undefined;
    if (name !== undefined && IDENTIFIES.test(name)) found = true;
  });
  return found;
}

/** `**context`, `...context`: what is in it is not known. */
function handsOnSomethingOpen(log: Call): boolean {
  let open = false;
  walk(log, node => {
    if (node.kind === "spread" || (node.kind === "argument" && node.spread)) open = true;
    if (node.kind === "property" && node.spread) open = true;
  });
  return open;
}

/** The items of the loops around the handler, the innermost first, and the parameters that identify. */
function atHandOf(handler: Handler, fn: FunctionNode, model: FileModel): AtHand[] {
  const found: AtHand[] = [];
  for (let at: Node | undefined = handler.parent; at && at !== fn; at = at.parent) {
    if (at.kind !== "loop" || at.flavour !== "for-each" || !at.target || !at.iterable) continue;
    const items = model.valueOf(at.iterable);
    if (items.kind === "list" || items.kind === "object" || items.kind === "literal") continue;
    const loop = at;
    for (const name of namesIn(at.target)) if (!COUNTS_TRIES.test(name)) found.push({ name, loop });
  }
  for (const { name } of fn.params) if (name !== undefined && IDENTIFIES.test(name)) found.push({ name });
  return found;
}

/** Whatever a function was given tells what it was about. */
function parametersOf(fn: FunctionNode): string[] {
  return fn.params.flatMap(({ name }) => (name === undefined || TOOLS.test(name) ? [] : [name]));
}

function namesIn(target: Node): string[] {
  const names: string[] = [];
  walk(target, node => void (node.kind === "name" && names.push(node.name)));
  return names;
}

/** A name and those whose values are made of it: `context` of `context = {"lead_id": lead_id}`. */
function derivedFrom(name: string, fn: FunctionNode): Set<string> {
  const names = new Set([name]);
  for (let round = 0; round < MAX_DERIVING; round++)
    eachOwn(fn, node => {
      if (node.kind !== "declare" && node.kind !== "assign" && node.kind !== "loop") return;
      const value = node.kind === "loop" ? node.iterable : node.value;
      const targets = node.kind === "assign" ? node.targets : node.target ? [node.target] : [];
      if (value && mentions(value, names)) for (const target of targets) namesIn(target).forEach(one => names.add(one));
    });
  return names;
}

function mentions(root: Node, names: ReadonlySet<string>): boolean {
  let found = false;
  walk(root, node => {
    if (node.kind === "name" && names.has(node.name)) found = true;
    if (node.kind === "property" && node.shorthand && node.key !== undefined && names.has(node.key)) found = true;
  });
  return found;
}

/** Ids are bound to the lines that follow, here or around. */
function bindsContext(fn: FunctionNode, model: FileModel): boolean {
  const text = (call: Call) => model.source(call.callee).slice(-60);
  return model.calls.some(call => {
    const around = model.enclosingFunction(call);
    return (around === fn || around === undefined) && BINDS_CONTEXT.some(row => row.call.test(text(call)));
  });
}

function madeByTaskLogger(log: Call, model: FileModel): boolean {
  const receiver = log.callee.kind === "member" ? log.callee.object : undefined;
  return TASK_LOGGER.made.test(model.libraryNameOf(receiver) ?? "");
}

function eachOwnOf(handler: Handler, visit: (node: Node) => void): void {
  walk(handler, node => {
    if (node.kind === "function") return false;
    visit(node);
    return undefined;
  });
}
