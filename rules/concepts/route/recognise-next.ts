/** Files that a framework routes by their place: Next.js, its middleware, server actions, functions at the edge. */
import type { Expression, FunctionNode, Node, Statement } from "../../ir/nodes.ts";
import { HTTP_METHODS, ROUTE_FILE } from "../../libraries/request-shapes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardOf, handled, type Handled } from "./handlers.ts";
import { nextPath, textOf } from "./paths.ts";
import type { GlobalRecord, RouteRecord } from "./record.ts";

const MIDDLEWARE_FILE = /(?:^|\/)(?:src\/)?(?:middleware|proxy)\.[jt]s$/u;
const USE_SERVER = /^["']use server["']/mu;
/** The directive comes before the first statement; further down it is one of a function. */
const HEAD = 1_000;
/** Chains that end in `action(fn)`. Source: next-safe-action@8 (`action`, `stateAction`). */
const ACTION_MEMBERS = new Set(["action", "stateAction"]);

export function fileRoutesIn(model: FileModel): RouteRecord[] {
  if (model.python) return [];
  const path = ROUTE_FILE.test(model.path) ? nextPath(model.path) : undefined;
  if (path !== undefined)
    return model.path.includes("pages/api/") ? pagesRoute(path, model) : methodRoutes(path, model);
  return actionsIn(model);
}

export function nextMiddlewareIn(model: FileModel): GlobalRecord[] {
  const match = MIDDLEWARE_FILE.exec(model.path);
  if (model.python || !match) return [];
  const exported = exportsOf(model).filter(one => ["middleware", "proxy", "default"].includes(one.name));
  const guards = exported.flatMap(one => {
    const found = handled(one.value, model);
    const own =
      found.handler && "functionId" in found.handler ? [guardOfFunction(one, found.handler.functionId, model)] : [];
    return [...own, ...found.guards, ...(found.handler && "path" in found.handler ? [guardOf(one.value, model)] : [])];
  });
  if (guards.length === 0) return [];
  const config = exportsOf(model).find(one => one.name === "config")?.value;
  const matcher = config && model.property(config, "matcher");
  const items = matcher?.kind === "list" ? matcher.items : matcher ? [matcher] : [];
  const matchers = items.flatMap(item => {
    const text = textOf(item, model);
    const source = item.kind === "object" ? model.property(item, "source") : undefined;
    return text ?? (source && textOf(source, model)) ?? [];
  });
  return [
    {
      form: "global",
      start: 0,
      end: 0,
      framework: "next",
      folder: model.path.slice(0, match.index === 0 ? 0 : match.index + 1),
      matchers,
      guards,
    },
  ];
}

function guardOfFunction(exported: Exported, functionId: string, model: FileModel) {
  return { text: exported.name, place: model.place(exported.at), functionId };
}

function methodRoutes(path: string, model: FileModel): RouteRecord[] {
  return exportsOf(model)
    .filter(one => HTTP_METHODS.has(one.name))
    .map(one => routeOf(one, [one.name], path, handled(one.value, model), model));
}

function pagesRoute(path: string, model: FileModel): RouteRecord[] {
  return exportsOf(model)
    .filter(one => one.name === "default")
    .map(one => routeOf(one, ["*"], path, handled(one.value, model), model));
}

function routeOf(one: Exported, methods: string[], path: string, found: Handled, model: FileModel): RouteRecord {
  return {
    start: one.at.start,
    end: one.at.end,
    place: model.place(one.at),
    framework: "next",
    methods,
    path,
    ...(found.handler ? { handler: found.handler } : {}),
    guards: found.guards,
  };
}

/** Exported functions of a file with "use server", and callbacks of action builders. */
function actionsIn(model: FileModel): RouteRecord[] {
  const records: RouteRecord[] = [];
  const isServerFile = USE_SERVER.test(model.text.slice(0, HEAD));
  for (const one of isServerFile ? exportsOf(model) : []) {
    const value = model.valueOf(one.value);
    if (value.kind !== "function" && value.kind !== "call") continue;
    records.push(action(one, handled(one.value, model), model));
  }
  return records;
}

function action(one: Exported, found: Handled, model: FileModel): RouteRecord {
  return {
    start: one.at.start,
    end: one.at.end,
    place: model.place(one.at),
    framework: "action",
    methods: ["POST"],
    path: one.name,
    ...(found.handler ? { handler: found.handler } : {}),
    guards: found.guards.filter(guard => !ACTION_MEMBERS.has(guard.text)),
  };
}

interface Exported {
  name: string;
  value: Expression;
  /** The name, where there is one. */
  at: Node | { start: number; end: number };
}

/** Exported values by their exported names. */
function exportsOf(model: FileModel): Exported[] {
  return model.module.body.flatMap(statement => exportedBy(statement, model));
}

function exportedBy(statement: Statement, model: FileModel): Exported[] {
  if (statement.kind === "function" && statement.exported) {
    const at = statement.nameSpan ?? headOf(statement);
    return statement.name === undefined ? [] : [{ name: statement.name, value: statement, at }];
  }
  if (statement.kind === "declare" && statement.exported && statement.value) {
    if (statement.target.kind === "name")
      return [{ name: statement.target.name, value: statement.value, at: statement.target }];
    // `export const { GET, POST } = serve(workflow)`.
    if (statement.target.kind === "object-pattern")
      return statement.target.properties.flatMap(property =>
        property.key === undefined ? [] : [{ name: property.key, value: statement.value!, at: property }],
      );
  }
  if (statement.kind !== "export" || statement.module !== undefined) return [];
  if (statement.value && statement.valueName !== undefined) {
    const name = statement.valueName === "=" ? "default" : statement.valueName;
    return [
      {
        name,
        value: statement.value,
        at: statement.value.kind === "function" ? headOf(statement.value) : statement.value,
      },
    ];
  }
  return statement.names.flatMap(name => {
    const binding = model.bindings.lookUp(name.local, statement);
    const definition = binding?.definitions[0];
    const value = definition?.node.kind === "function" ? definition.node : definition?.value;
    return value && name.exported !== undefined ? [{ name: name.exported, value, at: name.span }] : [];
  });
}

function headOf(fn: FunctionNode) {
  return fn.nameSpan ?? { start: fn.start, end: fn.bodySpan.start };
}
