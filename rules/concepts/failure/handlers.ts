/** What a handler does with a failure. */
import type { Expression, Handler, Node, Try } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import type { HandlerRecord, TryRecord, TypeRecord } from "./record.ts";

const LOGGING =
  /^(console|logger|log|logging|Sentry|sentry_sdk|capture_exception|captureException|print|span|metrics)\b/u;

export function tryRecord(node: Try, model: FileModel): TryRecord {
  const [first, last] = [node.body[0], node.body.at(-1)];
  return {
    body: { start: first?.start ?? node.start, end: last?.end ?? node.start },
    handlers: node.handlers.map(handler => handlerRecord(handler, model)),
  };
}

function handlerRecord(handler: Handler, model: FileModel): HandlerRecord {
  const caught = caughtNames(handler);
  return {
    start: handler.start,
    end: handler.end,
    place: model.place({ start: handler.start, end: handler.body[0]?.start ?? handler.end }),
    types: handler.types.flatMap(type => typesIn(type, model)),
    ends: endOf(handler, caught),
    judges: judges(handler, caught, model),
    retries: asksAgain(handler),
  };
}

/** One class, or a tuple of them. */
export function typesIn(type: Expression, model: FileModel): TypeRecord[] {
  const value = type.kind === "name" ? model.valueOf(type) : type;
  if (value.kind === "list") return value.items.flatMap(item => typesIn(item, model));
  if (type.kind === "spread") return typesIn(type.value, model);
  if (type.kind !== "name" && type.kind !== "member") return [];
  const path = model.pathOf(type);
  return [{ name: type.name, ...(path ? { path } : {}) }];
}

/** The caught error and what is derived from it in the handler: `const status = error.status`. */
function caughtNames(handler: Handler): Set<string> {
  const names = new Set<string>();
  if (handler.name?.kind === "name") names.add(handler.name.name);
  for (const statement of handler.body)
    walk(statement, node => {
      if (node.kind === "function") return false;
      if (node.kind === "declare" && node.value && node.target.kind === "name" && holds(node.value, names))
        names.add(node.target.name);
      if (node.kind === "declare" && node.value && node.target.kind === "object-pattern" && holds(node.value, names))
        for (const property of node.target.properties)
          if (property.target.kind === "name") names.add(property.target.name);
      if (node.kind === "assign" && node.targets[0]?.kind === "name" && holds(node.value, names))
        names.add(node.targets[0].name);
      return undefined;
    });
  return names;
}

function holds(node: Node, names: ReadonlySet<string>): boolean {
  let found = false;
  walk(node, inner => {
    if (inner.kind === "name" && names.has(inner.name)) found = true;
  });
  return found;
}

function endOf(handler: Handler, caught: ReadonlySet<string>): HandlerRecord["ends"] {
  let some = false;
  let same = true;
  for (const statement of handler.body)
    walk(statement, node => {
      if (node.kind === "function") return false;
      if (node.kind !== "throw") return undefined;
      some = true;
      if (node.value && !(node.value.kind === "name" && caught.has(node.value.name))) same = false;
      return undefined;
    });
  if (!some) return "swallows";
  if (exitOf(handler.body) !== "throw") return "depends";
  return same ? "rethrows" : "converts";
}

/** A test of the failure decides about more than what is logged. */
function judges(handler: Handler, caught: ReadonlySet<string>, model: FileModel): boolean {
  let found = false;
  for (const statement of handler.body)
    walk(statement, node => {
      if (found || node.kind === "function") return false;
      if (node.kind === "switch" && holds(node.subject, caught)) found = true;
      if (node.kind === "loop" && node.test && holds(node.test, caught)) found = true;
      if (
        node.kind === "if" &&
        holds(node.test, caught) &&
        [...node.then, ...node.otherwise].some(one => acts(one, model))
      )
        found = true;
      return undefined;
    });
  return found;
}

function acts(statement: Node, model: FileModel): boolean {
  if (statement.kind !== "expression") return true;
  const { expression } = statement;
  return !LOGGING.test(model.source(expression));
}

/** `raise self.retry(exc=exc)`. */
function asksAgain(handler: Handler): HandlerRecord["retries"] {
  let asks: HandlerRecord["retries"] = "no";
  for (const statement of handler.body)
    walk(statement, node => {
      if (node.kind !== "call" || node.callee.kind !== "member" || node.callee.name !== "retry") return;
      asks = node.args.some(argument => argument.name === "args" || argument.name === "kwargs") ? "other" : "same";
    });
  return asks;
}
