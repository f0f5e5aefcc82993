/** Which functions answer requests, and what their parameters hold. */
import {
  CLIENT_PARTS,
  PAGE_FILE,
  EDGE_FILE,
  HTTP_METHODS,
  PROCEDURE_METHODS,
  ROUTE_DECORATORS,
  ROUTE_FILE,
  ROUTE_METHODS,
  SESSION_PARTS,
  SYSTEM_GATE,
  VIEW_METHODS,
} from "../../libraries/request-shapes.ts";
import type { FileSummary, FunctionRecord } from "../../project/summary.ts";
import type { FlowRecord } from "./flow.ts";

export type EntryKind = "route" | "action" | "procedure" | "view" | "decorated";

/** How a request reaches a function; undefined for functions that other code calls. */
export function entryOf(fn: FunctionRecord, file: FileSummary, flow: FlowRecord | undefined): EntryKind | undefined {
  if (file.language === "python") return pythonEntry(fn);
  if (ROUTE_FILE.test(file.path) && fn.exported && (HTTP_METHODS.has(fn.id) || file.path.includes("pages/api/")))
    return "route";
  if (PAGE_FILE.test(file.path) && fn.exported && fn.parameters[0]?.name === "$0") return "route";
  if (flow?.action) return "action";
  for (const wrapper of fn.passedTo) {
    const last = wrapper.path?.steps.at(-1) === "()" ? wrapper.path.steps.at(-2) : wrapper.path?.steps.at(-1);
    const name = last?.slice(1) ?? "";
    if (PROCEDURE_METHODS.has(name) && (wrapper.path?.steps.length ?? 0) > 1) return "procedure";
    if (EDGE_FILE.test(file.path) && /^(?:req|request|_req)$/u.test(fn.parameters[0]?.name ?? "")) return "route";
    if (ROUTE_METHODS.has(name) && wrapper.arguments[0]?.value.constant !== undefined) return "route";
  }
  if (fn.decorators.some(one => ROUTE_DECORATORS.has(lastStep(one)))) return "decorated";
  return undefined;
}

function pythonEntry(fn: FunctionRecord): EntryKind | undefined {
  if (fn.decorators.some(one => ROUTE_DECORATORS.has(lastStep(one)))) return "decorated";
  const names = fn.parameters.map(parameter => parameter.name);
  if (fn.className !== undefined && names[0] === "self" && names[1] === "request" && VIEW_METHODS.has(fn.name ?? ""))
    return "view";
  return undefined;
}

function lastStep(reference: { path?: { steps: string[]; module?: string } }): string {
  const steps = (reference.path?.steps ?? []).filter(step => step.startsWith("."));
  return steps.at(-1)?.slice(1) ?? "";
}

export type Role = "client" | "user" | "server" | "unknown";

/** What a parameter of an entry holds at the end of `steps`. */
export function roleOfParameter(fn: FunctionRecord, kind: EntryKind, name: string, steps: readonly string[]): Role {
  const parts = steps.filter(step => step !== "()").map(step => step.slice(1));
  if (kind === "action") return "client";
  if (kind === "decorated" || kind === "view") return pythonRole(fn, kind, name, parts);
  if (name.startsWith("$")) {
    const first = parts[0] ?? "";
    if (SESSION_PARTS.test(first)) return "user";
    if (first === "ctx" || first === "context")
      return parts.some(part => SESSION_PARTS.test(part) || /userId/iu.test(part)) ? "user" : "server";
    return CLIENT_PARTS.has(first) ? "client" : "server";
  }
  if (parts.some(part => SESSION_PARTS.test(part)) && parts[0] !== "json" && parts[0] !== "body") return "user";
  const index = fn.parameters.findIndex(parameter => parameter.name === name);
  if (index === 0 && /^(?:req|request|_req|c|event|ctx)$/u.test(name))
    return parts.length === 0 || parts.some(part => CLIENT_PARTS.has(part)) ? "client" : "unknown";
  return parts[0] === "params" || parts[0] === "searchParams" ? "client" : "unknown";
}

function pythonRole(fn: FunctionRecord, kind: EntryKind, name: string, parts: readonly string[]): Role {
  const parameter = fn.parameters.find(one => one.name === name);
  if (name === "request" || name === "info") {
    if (parts.some(part => SESSION_PARTS.test(part))) return "user";
    return parts.some(part => CLIENT_PARTS.has(part)) ? "client" : "unknown";
  }
  if (name === "self") return "unknown";
  const provided = parameter?.default?.path?.steps.findLast(step => step.startsWith("."));
  if (parameter?.default?.called && (provided === ".Depends" || provided === ".Security"))
    return SESSION_PARTS.test(name) ? "user" : "server";
  if (
    SESSION_PARTS.test(name) ||
    /^(?:db|session|background_tasks|response|current_\w+|conn|supabase|repo|service)$/u.test(name)
  )
    return "server";
  return kind === "view" || kind === "decorated" ? "client" : "unknown";
}

/** Only the system or the operator gets in: a wrapper, decorator or call says so. */
export function isSystemGated(fns: readonly FunctionRecord[]): boolean {
  return fns.some(
    fn =>
      fn.passedTo.some(one => gate(one.path?.steps)) ||
      fn.decorators.some(one => gate(one.path?.steps)) ||
      fn.calls.some(call => SYSTEM_GATE.test(call.text.slice(call.text.lastIndexOf(".") + 1))),
  );
}

function gate(steps: readonly string[] | undefined): boolean {
  return steps?.some(step => step.startsWith(".") && SYSTEM_GATE.test(step)) ?? false;
}
