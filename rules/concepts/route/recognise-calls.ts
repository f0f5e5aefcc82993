/** Routes that are registered by calls: `app.post("/x", auth, handler)`, `router.route("/x").get(h)`, `fastify.route({ … })`. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { ROUTE_VERBS } from "../../libraries/routes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardOf, guardsIn, handled } from "./handlers.ts";
import { textOf } from "./paths.ts";
import type { RouteRecord, RouterRef, RouteWiringRecord, UseRecord } from "./record.ts";
import { routerArgument, routerOf } from "./routers.ts";

const HANDLER_NAME = /handler|controller|route|action|middleware/iu;

export function routeCallsIn(model: FileModel): RouteRecord[] {
  if (model.python) return [];
  return model.calls.flatMap(call => {
    const callee = call.callee;
    if (callee.kind !== "member") return [];
    const verb = ROUTE_VERBS.get(callee.name);
    if (verb !== undefined)
      return verbRoute(
        call,
        callee.object,
        [verb],
        call.args.map(one => one.value),
        model,
      );
    if (callee.name === "on") return onRoute(call, callee.object, model);
    if (callee.name === "openapi") return openapiRoute(call, callee.object, model);
    return callee.name === "route" ? optionsRoute(call, callee.object, model) : [];
  });
}

export function routerCallsIn(model: FileModel): RouteWiringRecord[] {
  if (model.python) return [];
  return model.calls.flatMap((call): RouteWiringRecord[] => {
    const callee = call.callee;
    if (callee.kind !== "member") return [];
    const values = call.args.map(argument => argument.value);
    switch (callee.name) {
      case "use":
        return useOf(call, callee.object, values, model);
      case "route":
        // Hono's `app.route("/x", users)`; with one argument it is Express's.
        return values.length === 2 && values[1]!.kind !== "function" ? useOf(call, callee.object, values, model) : [];
      case "register":
        return registered(call, callee.object, values, model);
      case "addHook":
        return values[1] ? useOf(call, callee.object, [values[1]], model) : [];
      case "basePath":
      case "prefix":
        return prefixed(call, callee.object, values, model);
      default:
        return [];
    }
  });
}

function verbRoute(
  call: Call,
  receiver: Expression,
  methods: string[],
  values: Expression[],
  model: FileModel,
): RouteRecord[] {
  const shared = sharedPath(receiver, model);
  const first = values[0];
  const path = shared ?? (first && textOf(first, model));
  const rest = shared === undefined ? values.slice(1) : values;
  const router = routerOf(receiver, model);
  const last = rest.at(-1);
  if (!router || !last || first === undefined || !isHandlerLike(last, router, path)) return [];
  if (path === undefined && router.framework === undefined) return [];
  const main = handled(last, model);
  // `app.get("setting")` reads a setting, `map.get(key)` an entry.
  if (!main.handler && main.guards.length === 0) return [];
  const before = rest.slice(0, -1).flatMap(value => guardsIn(value, model));
  return [
    {
      start: call.start,
      end: first.end,
      place: model.place({ start: call.start, end: first.end }),
      framework: router.framework ?? "express",
      methods,
      ...(path === undefined ? {} : { path }),
      router,
      ...(main.handler ? { handler: main.handler } : {}),
      guards: [...before, ...main.guards],
      ...(shared === undefined && router.framework !== "fastify" ? { guardsAt: first.end } : {}),
    },
  ];
}

/** Hono's `app.on("POST", "/x", handler)`. */
function onRoute(call: Call, receiver: Expression, model: FileModel): RouteRecord[] {
  const values = call.args.map(argument => argument.value);
  const method = values[0] && textOf(values[0], model);
  if (values.length < 3 || method === undefined || !/^[A-Z]+$/u.test(method)) return [];
  return verbRoute(call, receiver, [method], values.slice(1), model);
}

/** `app.openapi(createRoute({ … }), handler)`. */
function openapiRoute(call: Call, receiver: Expression, model: FileModel): RouteRecord[] {
  const values = call.args.map(argument => argument.value);
  const route = values[0] && model.valueOf(values[0]);
  const options = route?.kind === "call" ? route.args[0]?.value : undefined;
  const path = options && model.property(options, "path");
  const method = options && model.property(options, "method");
  const router = routerOf(receiver, model);
  if (!router?.framework || values.length < 2) return [];
  const main = handled(values.at(-1)!, model);
  const middleware = options && model.property(options, "middleware");
  const text = path && textOf(path, model);
  return [
    {
      start: call.start,
      end: values[0]!.end,
      place: model.place({ start: call.start, end: values[0]!.end }),
      framework: router.framework,
      methods: [(method && textOf(method, model)?.toUpperCase()) ?? "*"],
      ...(text === undefined ? {} : { path: text }),
      router,
      ...(main.handler ? { handler: main.handler } : {}),
      guards: [...(middleware ? guardsIn(middleware, model) : []), ...main.guards],
    },
  ];
}

/** Fastify's `app.route({ method, url, preHandler, handler })`. */
function optionsRoute(call: Call, receiver: Expression, model: FileModel): RouteRecord[] {
  const options = call.args[0]?.value;
  const url = model.property(options, "url") ?? model.property(options, "path");
  const handler = model.property(options, "handler");
  const router = options?.kind === "object" ? routerOf(receiver, model) : undefined;
  if (!options || !url || !handler || !router) return [];
  const method = model.property(options, "method");
  const methods =
    method?.kind === "list" ? method.items.map(item => textOf(item, model)) : [method && textOf(method, model)];
  const main = handled(handler, model);
  const text = textOf(url, model);
  return [
    {
      start: call.start,
      end: call.callee.end,
      place: model.place({ start: call.start, end: call.callee.end }),
      framework: router.framework ?? "fastify",
      methods: methods.flatMap(one => one?.toUpperCase() ?? []),
      ...(text === undefined ? {} : { path: text }),
      router,
      ...(main.handler ? { handler: main.handler } : {}),
      guards: [...guardsIn(options, model), ...main.guards],
    },
  ];
}

function useOf(call: Call, receiver: Expression, values: Expression[], model: FileModel): UseRecord[] {
  const router = routerOf(receiver, model);
  if (!router) return [];
  const first = values[0];
  const prefix = first && (first.kind === "literal" || first.kind === "template") ? textOf(first, model) : undefined;
  const rest = prefix === undefined ? values : values.slice(1);
  const items = rest
    .flatMap(value => (value.kind === "list" ? value.items : [value]))
    .map(value => itemOf(value, model));
  if (items.length === 0) return [];
  return [
    { form: "use", start: call.start, end: call.end, router, ...(prefix === undefined ? {} : { prefix }), items },
  ];
}

function itemOf(value: Expression, model: FileModel): UseRecord["items"][number] {
  const router = routerArgument(value, model);
  return { ...guardOf(value, model), ...(router ? { router } : {}) };
}

/** Fastify's plugins: a function that gets the instance, or a library's. */
function registered(call: Call, receiver: Expression, values: Expression[], model: FileModel): UseRecord[] {
  const router = routerOf(receiver, model);
  const plugin = values[0];
  if (!router || !plugin) return [];
  const prefix = model.property(values[1], "prefix");
  const text = prefix && textOf(prefix, model);
  const item = guardOf(plugin.kind === "await" ? plugin.value : plugin, model);
  return [
    {
      form: "use",
      start: call.start,
      end: call.end,
      router,
      ...(text === undefined ? {} : { prefix: text }),
      items: [{ ...item, plugin: item.functionId ?? "" }],
    },
  ];
}

/** Hono's `new Hono().basePath("/v1")`, Koa's `router.prefix("/v1")`. */
function prefixed(call: Call, receiver: Expression, values: Expression[], model: FileModel): RouteWiringRecord[] {
  const router = routerOf(receiver, model);
  const prefix = values[0] && textOf(values[0], model);
  if (!router?.framework || prefix === undefined) return [];
  return [{ form: "router", start: call.start, end: call.end, router, prefix, guards: [] }];
}

/** The path of `router.route("/x").get(handler)`. */
function sharedPath(receiver: Expression, model: FileModel): string | undefined {
  let at: Expression = receiver;
  while (at.kind === "call" && at.callee.kind === "member") {
    if (at.callee.name === "route" && at.args.length === 1) return textOf(at.args[0]!.value, model);
    at = at.callee.object;
  }
  return undefined;
}

/** Whether a last argument answers requests: `axios.get("/x", options)` is not told by its name alone. */
function isHandlerLike(last: Expression, router: RouterRef, path: string | undefined): boolean {
  if (last.kind === "object" || last.kind === "literal" || last.kind === "template") return false;
  if (router.framework !== undefined) return true;
  if (path !== undefined && !/^[/*]/u.test(path)) return false;
  if (last.kind === "function") return last.params.length > 0;
  return (last.kind === "name" || last.kind === "member" || last.kind === "call") && HANDLER_NAME.test(lastName(last));
}

function lastName(expression: Expression): string {
  if (expression.kind === "call") return lastName(expression.callee);
  if (expression.kind === "member")
    return `${expression.object.kind === "name" ? expression.object.name : ""} ${expression.name}`;
  return expression.kind === "name" ? expression.name : "";
}
