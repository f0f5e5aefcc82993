/** The waits of one file with the flows into them, and the functions, fields and calls that pass a delay on. */
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { WAIT_NAMES } from "../../libraries/retry-waits.ts";
import { DELAY_FIELD } from "../../libraries/server-delays.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { Flow, FlowRecord } from "./flow.ts";
import { isSetting, isType } from "./sources.ts";
import { line, Trace } from "./trace.ts";
import { returnedBy, type Wait, waitsIn } from "./waits.ts";

/** What may hand a delay on, by name. */
const TELLING = /retry|after|delay|wait|backoff|clamp|pause|header|sleep|seconds|cool/iu;
const MAX_RECORDS = 150;

export function recogniseWaits(model: FileModel): FlowRecord[] {
  const trace = new Trace(model);
  const found = waitsIn(model).flatMap(wait => waitRecord(wait, trace, model));
  return found.filter(record => !found.some(other => other !== record && sayTheSame(other, record)));
}

export function recogniseFlows(model: FileModel): FlowRecord[] {
  const trace = new Trace(model);
  return [...results(trace, model), ...fields(trace, model), ...calls(trace, model)].slice(0, MAX_RECORDS);
}

function waitRecord(wait: Wait, trace: Trace, model: FileModel): FlowRecord[] {
  const around = model.enclosingFunction(wait.node);
  // A home-made wait by its name: whoever calls it waits.
  for (let fn = around; fn; fn = model.enclosingFunction(fn)) if (WAIT_NAMES.test(fn.name ?? nameOf(fn))) return [];
  const flows = trace.of(wait.value, wait.node);
  if (flows.length === 0) return [];
  const minimum = model.python ? "min" : "Math";
  return [
    {
      start: wait.node.start,
      end: wait.node.end,
      kind: "wait",
      place: model.place(wait.node),
      flows,
      functionId: model.functionId(around),
      wait: {
        by: wait.by,
        value: model.place(wait.value),
        text: line(model.source(wait.value)),
        unit: wait.unit ?? (model.python ? "s" : "ms"),
        stored: wait.stored,
        cappable:
          wait.unit !== undefined &&
          model.bindings.lookUp(minimum, wait.node) === undefined &&
          !holdsComment(wait, model),
      },
    },
  ];
}

/** `const sleep = ms => …` */
function nameOf(fn: Node): string {
  const holder = fn.parent;
  return holder?.kind === "declare" && holder.target.kind === "name" ? holder.target.name : "";
}

function holdsComment(wait: Wait, model: FileModel): boolean {
  return /#|\/\/ |\/\*/u.test(model.source(wait.value));
}

/** One value waited for here and kept there is one wait: the one that blocks speaks for both. */
function sayTheSame(other: FlowRecord, record: FlowRecord): boolean {
  if (other.functionId !== record.functionId || JSON.stringify(origins(other)) !== JSON.stringify(origins(record)))
    return false;
  if (other.wait!.stored !== record.wait!.stored) return record.wait!.stored;
  return record.wait!.stored && other.start < record.start;
}

const origins = (record: FlowRecord) => record.flows.map(flow => flow.origin);

function results(trace: Trace, model: FileModel): FlowRecord[] {
  return model.functions.flatMap(fn => {
    const named = TELLING.test(fn.name ?? nameOf(fn));
    const flows = returnedBy(fn, model).flatMap(value => trace.of(value, value));
    const kept = flows.filter(flow => named || flow.upper || isServer(flow));
    const at = fn.nameSpan ?? { start: fn.start, end: fn.start + 1 };
    return kept.length === 0
      ? []
      : [
          {
            start: fn.start,
            end: fn.end,
            kind: "return" as const,
            place: model.place(at),
            flows: kept,
            functionId: model.functionId(fn),
          },
        ];
  });
}

const isServer = (flow: Flow) => flow.origin.kind === "header" || flow.origin.kind === "field";

/** What fields that carry a delay are set to: `this.retryAfter = retryAfter`, `{ retryAfterMs }`. */
function fields(trace: Trace, model: FileModel): FlowRecord[] {
  const found: FlowRecord[] = [];
  const add = (name: string, value: Expression, node: Node) => {
    if (!DELAY_FIELD.test(name) || value.kind === "function" || (value.kind === "literal" && value.value === null))
      return;
    found.push({
      start: node.start,
      end: node.end,
      kind: "field",
      place: model.place(node),
      flows: trace.of(value, node),
      functionId: model.functionId(model.enclosingFunction(node)),
      name,
    });
  };
  for (const node of model.nodesOf("property", "assign", "parameter")) {
    if (node.kind === "property" && node.key !== undefined && DELAY_FIELD.test(node.key) && !isType(node))
      add(node.key, node.value, node);
    if (node.kind === "assign" && node.operator === "=")
      for (const target of node.targets)
        if (target.kind === "member" && !isSetting(target.object, model)) add(target.name, node.value, node);
    if (node.kind === "parameter" && node.property === true && node.name !== undefined && DELAY_FIELD.test(node.name))
      found.push(parameterProperty(node, model));
  }
  return found;
}

function parameterProperty(node: Node & { kind: "parameter" }, model: FileModel): FlowRecord {
  const owner = node.parent as Extract<Node, { kind: "function" }>;
  const functionId = model.functionId(owner);
  const origin = {
    kind: "parameter" as const,
    owner: functionId,
    position: owner.params.indexOf(node),
    name: node.name!,
  };
  const place = model.place(node);
  return { start: node.start, end: node.end, kind: "field", place, flows: [{ origin }], functionId, name: node.name! };
}

function calls(trace: Trace, model: FileModel): FlowRecord[] {
  return model.calls.flatMap(call => {
    if (call.args.length === 0 || model.text[call.start] === "<" || !mayPass(call, model)) return [];
    const path = model.pathOf(call.callee);
    if (!path || path.root === "parameter") return [];
    const given = trace.given(call, call);
    if (given.length === 0) return [];
    const place = model.place(call);
    const functionId = model.functionId(model.enclosingFunction(call));
    return [{ start: call.start, end: call.end, kind: "call" as const, place, flows: [], functionId, path, given }];
  });
}

function mayPass(call: Call, model: FileModel): boolean {
  const name = call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
  return !WAIT_NAMES.test(name) && TELLING.test(model.source(call).slice(0, 400));
}
