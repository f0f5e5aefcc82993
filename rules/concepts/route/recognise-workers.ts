/** Handlers of a whole server: `export default { fetch }`, `Deno.serve(handler)`, `addEventListener("fetch", …)`. */
import type { Call, Expression, FunctionNode } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { EDGE_FILE } from "../../libraries/request-shapes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { factsOf, guardsAt } from "../../semantics/guards.ts";
import { guardOf, handled } from "./handlers.ts";
import { joinPaths } from "./paths.ts";
import type { Guard, HandlerRef, RouteRecord } from "./record.ts";

const PATH_NAME = /path(?:name)?$/iu;

export function serverRoutesIn(model: FileModel): RouteRecord[] {
  if (model.python) return [];
  return [...fetchHandlers(model), ...servedHandlers(model)];
}

function fetchHandlers(model: FileModel): RouteRecord[] {
  return model.module.body.flatMap(statement => {
    if (statement.kind !== "export" || statement.valueName !== "default" || !statement.value) return [];
    const value = model.valueOf(statement.value);
    const fetch = value.kind === "object" ? model.property(value, "fetch") : undefined;
    const target = fetch && (fetch.kind === "name" ? functionNode(fetch, model) : fetch);
    if (target?.kind !== "function") return [];
    const branches = dispatched(target, model);
    return branches.length > 0 ? branches : [whole(target, "workers", "/*", model)];
  });
}

/** Supabase's and Deno's functions: `serve(async request => …)`, `Deno.serve(handler)`. */
function servedHandlers(model: FileModel): RouteRecord[] {
  return model.calls.flatMap(call => {
    const callee = call.callee;
    const isServe =
      (callee.kind === "member" &&
        callee.name === "serve" &&
        callee.object.kind === "name" &&
        callee.object.name === "Deno") ||
      (callee.kind === "name" && callee.name === "serve" && EDGE_FILE.test(model.path));
    const last = call.args.at(-1)?.value;
    if (!isServe || !last) return [];
    const found = handled(last, model);
    const name = /functions\/([^/]+)\//u.exec(model.path)?.[1];
    return [record(call.callee, "deno", ["*"], joinPaths(name ?? "*"), found.handler, found.guards, model)];
  });
}

function whole(fn: FunctionNode, framework: RouteRecord["framework"], path: string, model: FileModel): RouteRecord {
  const span = fn.nameSpan ?? { start: fn.start, end: fn.bodySpan.start };
  return record(span, framework, ["*"], path, { functionId: model.functionId(fn) }, [], model);
}

/** `if (url.pathname === "/x" && request.method === "POST") return create(request, env)`, and `case "/x": return …`. */
function dispatched(fetch: FunctionNode, model: FileModel): RouteRecord[] {
  const records: RouteRecord[] = [];
  const before = [{ ...guardOf(fetch, model), shallow: true }];
  walk(fetch, node => {
    if (node.kind === "function" && node !== fetch) return false;
    if (node.kind !== "return" || !node.value) return undefined;
    const call = node.value.kind === "await" ? node.value.value : node.value;
    if (call.kind !== "call") return undefined;
    const where = pathAt(call);
    const handler = where && handlerOf(call, model);
    if (where && handler)
      records.push(record(call.callee, "workers", where.methods, where.path, handler, before, model));
    return undefined;
  });
  return records;
}

/** What the comparisons around a call say about the request's path and method. */
function pathAt(call: Call): { path: string; methods: string[] } | undefined {
  let path: string | undefined;
  const methods: string[] = [];
  for (const guard of guardsAt(call))
    for (const fact of guard.holds ? factsOf(guard.test, true) : []) {
      if (fact.operator !== "==" || !fact.holds) continue;
      const text = literalOf(fact.right) ?? literalOf(fact.left);
      const subject = nameOf(fact.left) ?? nameOf(fact.right);
      if (text === undefined || subject === undefined) continue;
      if (PATH_NAME.test(subject) && text.startsWith("/")) path ??= text;
      else if (/method$/iu.test(subject)) methods.push(text.toUpperCase());
    }
  for (let at = call.parent; at && path === undefined; at = at.parent) {
    if (at.kind === "function") break;
    if (at.kind !== "switch" || !PATH_NAME.test(nameOf(at.subject) ?? "")) continue;
    const found = at.cases.find(one => call.start >= one.span.start && call.end <= one.span.end);
    const text = found?.tests.map(literalOf).find(one => one !== undefined);
    if (text?.startsWith("/")) path = text;
  }
  return path === undefined ? undefined : { path, methods: methods.length > 0 ? methods : ["*"] };
}

function handlerOf(call: Call, model: FileModel): HandlerRef | undefined {
  const callee = call.callee;
  if (callee.kind === "name") {
    const path = model.symbolOf(callee);
    return path && { path };
  }
  const path =
    callee.kind === "member" && callee.object.kind === "name" && callee.object.name === "this"
      ? model.pathOf(callee)
      : undefined;
  return path && { path };
}

function functionNode(name: Expression & { kind: "name" }, model: FileModel): Expression | undefined {
  const node = model.bindingOf(name)?.definitions[0]?.node;
  return node?.kind === "function" ? node : model.valueOf(name);
}

function literalOf(expression: Expression): string | undefined {
  return expression.kind === "literal" && typeof expression.value === "string" ? expression.value : undefined;
}

function nameOf(expression: Expression): string | undefined {
  return expression.kind === "name" || expression.kind === "member" ? expression.name : undefined;
}

function record(
  span: { start: number; end: number },
  framework: RouteRecord["framework"],
  methods: string[],
  path: string,
  handler: HandlerRef | undefined,
  guards: Guard[],
  model: FileModel,
): RouteRecord {
  return {
    start: span.start,
    end: span.end,
    place: model.place(span),
    framework,
    methods,
    path,
    ...(handler ? { handler } : {}),
    guards,
  };
}
