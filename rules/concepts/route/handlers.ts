/** Handlers and what stands before them, as expressions. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { BEFORE_HANDLER, ROUTE_LIMIT } from "../../libraries/routes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { Guard, HandlerRef } from "./record.ts";

const MAX_DEPTH = 6;
const MAX_TEXT = 80;

export interface Handled {
  handler?: HandlerRef;
  guards: Guard[];
}

/** The function behind `withAuth(withLimit(async request => …))`, with its wrappers from the outside in. */
export function handled(expression: Expression, model: FileModel, depth = 0): Handled {
  if (depth > MAX_DEPTH) return { guards: [] };
  switch (expression.kind) {
    case "function":
      return { handler: { functionId: model.functionId(expression) }, guards: [] };
    case "name": {
      const definition = model.definitionOf(expression);
      const value = definition?.steps.length === 0 ? definition.value : undefined;
      if (value && (value.kind === "function" || value.kind === "call")) return handled(value, model, depth + 1);
      return plain(expression, model);
    }
    case "member":
      return plain(expression, model);
    case "call":
      return wrapped(expression, model, depth);
    default:
      return { guards: [] };
  }
}

/** Middleware as arguments: names, calls of factories, lists of these, functions in place, Fastify's options. */
export function guardsIn(expression: Expression, model: FileModel): Guard[] {
  if (expression.kind === "list") return expression.items.flatMap(item => guardsIn(item, model));
  if (expression.kind === "spread") return guardsIn(model.valueOf(expression.value), model);
  if (expression.kind === "object") return optionGuards(expression, model);
  if (expression.kind === "literal" || expression.kind === "template") return [];
  if (expression.kind === "name") {
    const value = model.valueOf(expression);
    if (value.kind === "list" || value.kind === "object") return guardsIn(value, model);
  }
  return [guardOf(expression, model)];
}

export function guardOf(expression: Expression, model: FileModel): Guard {
  if (expression.kind === "function")
    return {
      text: expression.name ?? "function",
      place: model.place({ start: expression.start, end: expression.bodySpan.start }),
      functionId: model.functionId(expression),
    };
  const path = symbolPath(expression, model);
  const text = model.source(expression);
  return {
    text: text.length > MAX_TEXT ? text.slice(0, MAX_TEXT) : text,
    place: model.place(expression),
    ...(path ? { path } : {}),
  };
}

/** By the names of the source where there are such, so that a variable that holds a limiter stays that variable. */
export function symbolPath(expression: Expression, model: FileModel): Guard["path"] {
  if (expression.kind === "name") return model.symbolOf(expression) ?? model.pathOf(expression);
  if (expression.kind === "member") {
    const owner = symbolPath(expression.object, model);
    return owner ? { ...owner, steps: [...owner.steps, `.${expression.name}`] } : model.pathOf(expression);
  }
  if (expression.kind === "call") {
    const callee = symbolPath(expression.callee, model);
    return callee ? { ...callee, steps: [...callee.steps, "()"] } : undefined;
  }
  return model.pathOf(expression);
}

function plain(expression: Expression, model: FileModel): Handled {
  const path = symbolPath(expression, model);
  return path ? { handler: { path }, guards: [] } : { guards: [] };
}

function wrapped(call: Call, model: FileModel, depth: number): Handled {
  const guard = guardOf(call.callee, model);
  const values = call.args.map(argument => argument.value);
  // A controller method that is bound: `users.create.bind(users)`.
  if (call.callee.kind === "member" && call.callee.name === "bind")
    return handled(call.callee.object, model, depth + 1);
  const inner =
    values.findLast(value => value.kind === "function") ??
    values.find(value => value.kind === "name" || value.kind === "member" || value.kind === "call");
  const inObject = inner
    ? undefined
    : values.flatMap(value => (value.kind === "object" ? value.properties : [])).find(one => one.key === "handler");
  const below = inner ?? inObject?.value;
  const found = below ? handled(below, model, depth + 1) : { guards: [] };
  const others = values
    .filter(value => value !== inner && value.kind !== "object")
    .flatMap(value => argumentGuards(value, model));
  return { ...found, guards: [guard, ...others, ...found.guards] };
}

/** `withMiddleware(limiter, auth, handler)`. */
function argumentGuards(value: Expression, model: FileModel): Guard[] {
  return value.kind === "name" || value.kind === "member" || value.kind === "call" || value.kind === "list"
    ? guardsIn(value, model)
    : [];
}

function optionGuards(options: Expression & { kind: "object" }, model: FileModel): Guard[] {
  const guards: Guard[] = [];
  for (const property of options.properties) {
    if (property.key !== undefined && BEFORE_HANDLER.includes(property.key))
      guards.push(...guardsIn(property.value, model));
    if (property.key !== ROUTE_LIMIT.options) continue;
    const limit = model.property(property.value, ROUTE_LIMIT.key);
    if (limit && !(limit.kind === "literal" && limit.value === false))
      guards.push({ text: `${ROUTE_LIMIT.options}.${ROUTE_LIMIT.key}`, place: model.place(limit), limits: true });
  }
  return guards;
}
