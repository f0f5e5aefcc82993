/** Functions that find failed work whose next attempt is due, and what is done with what they find. */
import type { Call, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { DUE, SHOWS } from "../../libraries/failed-work.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { calleeText } from "../task/body/call-facts.ts";
import type { FailedWorkRecord, FailureHandlingRecord } from "./failed-work.ts";

const FINDS = /pending|due|retr(?:y|ies)|failed|dead|ready|stuck|dlq|backlog|outbox/iu;
const READS = /^(?:select|findMany|find|filter|where|query|execute|prepare|all|fetch|fetch_all|scalars|objects)$/u;
const ITERATES = /^(?:map|forEach|filter|reduce|flatMap|entries)$/u;
const TABLE =
  /\bfrom\s+["'`]?(?:\w+\.)?(\w+)|\.(?:from_?|table)\(\s*["'`](\w+)|\.query\(\s*(\w+)|\bselect\(\s*(\w+)|\b(\w+)\.objects\b|\.(\w+)\.findMany/iu;

export function dueWork(model: FileModel): FailedWorkRecord[] {
  if (!DUE.test(model.text)) return [];
  return model.functions.flatMap(fn => {
    if (!fn.name || !isNamed(fn)) return [];
    const query = dueQuery(fn, model);
    if (!query) return [];
    const table = TABLE.exec(model.source(query))
      ?.slice(1)
      .find(one => one !== undefined);
    const at = model.place(fn.nameSpan ?? fn);
    return [
      {
        start: at.start,
        end: at.end,
        way: "undrained" as const,
        at,
        functionId: model.functionId(fn),
        name: fn.name,
        ...(table === undefined ? {} : { table }),
        works: worksOn(fn, query),
      },
    ];
  });
}

/** Calls of functions whose name speaks of failed or pending work. */
export function usesOfFound(model: FileModel): FailureHandlingRecord["uses"] {
  return model.calls.flatMap(call => {
    const { callee } = call;
    const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
    if (!FINDS.test(name)) return [];
    const path = model.pathOf(callee);
    return [
      {
        ...(path ? { path } : {}),
        name,
        within: model.functionId(model.enclosingFunction(call)),
        how: useOf(call, model, 0),
      },
    ];
  });
}

function isNamed(fn: FunctionNode): boolean {
  return fn.parent?.kind !== "argument";
}

/** The query of the function itself, not of a function inside. */
function dueQuery(fn: FunctionNode, model: FileModel): Call | undefined {
  let found: Call | undefined;
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind !== "call" || found) return undefined;
    const name = node.callee.kind === "member" || node.callee.kind === "name" ? node.callee.name : "";
    const source = model.source(node);
    if (READS.test(name) && DUE.test(source) && !/\bupdate\b|\binsert\b|\.update\(|\.insert\(/iu.test(source))
      found = node;
    return undefined;
  });
  return found;
}

/** A loop or a callback with a call in it, after the query: the function works on the rows itself. */
function worksOn(fn: FunctionNode, query: Call): boolean {
  let works = false;
  walk(fn, node => {
    if (node.start < query.end) return undefined;
    if (node.kind === "loop" || (node.kind === "function" && node !== fn && hasAwait(node))) works = true;
    return undefined;
  });
  return works;
}

function hasAwait(fn: FunctionNode): boolean {
  let found = false;
  walk(fn, node => {
    if (node.kind === "await") found = true;
  });
  return found;
}

function useOf(call: Call, model: FileModel, depth: number): "worked" | "returned" | "shown" {
  let top: Node = call;
  while (top.parent?.kind === "await") top = top.parent;
  return useAt(top as Expression, model, depth);
}

function useAt(top: Expression, model: FileModel, depth: number): "worked" | "returned" | "shown" {
  const parent = top.parent;
  switch (parent?.kind) {
    case "return":
      return "returned";
    case "expression":
      return "shown";
    case "argument":
    case "property":
      return shownIn(parent) ? "shown" : "worked";
    case "member":
      return ITERATES.test(parent.name) || parent.name === "length" ? useOfMember(parent) : "worked";
    case "declare":
    case "assign": {
      const target = parent.kind === "declare" ? parent.target : parent.targets[0];
      const binding = target?.kind === "name" && depth < 2 ? model.bindings.lookUp(target.name, top) : undefined;
      if (!binding) return "worked";
      const uses = binding.references.filter(one => one.start > top.end).map(one => useAt(one, model, depth + 1));
      return uses.includes("worked") ? "worked" : uses.includes("returned") ? "returned" : "shown";
    }
    default:
      return "worked";
  }
}

/** `rows.map(toJson)` only shapes; a callback that awaits works. */
function useOfMember(member: Node & { kind: "member" }): "worked" | "shown" {
  const call = member.parent;
  const given = call?.kind === "call" ? call.args[0]?.value : undefined;
  if (given?.kind === "function") return hasAwait(given) || member.name === "forEach" ? "worked" : "shown";
  return member.name === "forEach" ? "worked" : "shown";
}

/** Inside a call that answers a request. */
function shownIn(node: Node): boolean {
  for (let at: Node | undefined = node; at && at.kind !== "function"; at = at.parent) {
    if (at.kind === "call") return SHOWS.test(calleeText(at.callee));
    if (at.kind !== "argument" && at.kind !== "property" && at.kind !== "object") return at.kind === "return";
  }
  return false;
}
