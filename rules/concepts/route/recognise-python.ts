/** FastAPI, Starlette and Flask: routes by decorators, routers by calls. */
import type { Argument, Call, Decorator, Expression, FunctionNode } from "../../ir/nodes.ts";
import { DEPENDENCY_CALLS, ROUTE_VERBS } from "../../libraries/routes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardOf, handled, symbolPath } from "./handlers.ts";
import { textOf } from "./paths.ts";
import type { AliasRecord, Guard, RouteRecord, RouterRef, RouteWiringRecord, UseRecord } from "./record.ts";
import { localKey, rootOf, routerOf } from "./routers.ts";

const DECLARING = new Set([...ROUTE_VERBS.keys(), "route", "api_route", "websocket"]);
/** Decorators of an application whose function runs before every route of it. */
const BEFORE = new Set(["before_request", "before_app_request", "middleware"]);

export function decoratedRoutesIn(model: FileModel): RouteRecord[] {
  if (!model.python) return [];
  return [...model.functions.flatMap(fn => decorated(fn, model)), ...calledRoutes(model)];
}

export function pythonRoutersIn(model: FileModel): RouteWiringRecord[] {
  if (!model.python) return [];
  return [
    ...model.calls.flatMap(call => wiringOf(call, model)),
    ...model.functions.flatMap(fn => beforeRequest(fn, model)),
    ...aliasesIn(model),
  ];
}

/** What a signature asks for: `user = Depends(get_user)`, `user: Annotated[User, Depends(get_user)]`, `user: CurrentUser`. */
export function dependenciesOf(fn: FunctionNode, model: FileModel): Guard[] {
  return fn.params.flatMap(parameter => {
    const given = [parameter.default, ...annotated(parameter.annotation)].flatMap(
      value => dependency(value, model) ?? [],
    );
    if (given.length > 0) return given;
    const type = parameter.annotation?.kind === "name" ? guardOf(parameter.annotation, model) : undefined;
    return type?.path ? [{ ...type, type: true }] : [];
  });
}

function decorated(fn: FunctionNode, model: FileModel): RouteRecord[] {
  const routes = fn.decorators.flatMap(decorator => routeDecorator(decorator, model) ?? []);
  if (routes.length === 0) return [];
  const span = fn.nameSpan ?? fn;
  // What stands above wraps a function that the router no longer looks at.
  const first = fn.decorators.indexOf(routes[0]!.decorator);
  const others = fn.decorators.slice(first + 1).filter(one => !routes.some(route => route.decorator === one));
  return routes.slice(0, 1).map(route => ({
    start: span.start,
    end: span.end,
    place: model.place(span),
    framework: route.router.framework ?? "fastapi",
    methods: routes.flatMap(one => one.methods),
    ...(route.path === undefined ? {} : { path: route.path }),
    router: route.router,
    handler: { functionId: model.functionId(fn) },
    guards: [...route.guards, ...others.map(one => guardOf(one.expression, model)), ...dependenciesOf(fn, model)],
  }));
}

interface Declared {
  decorator: Decorator;
  router: RouterRef;
  methods: string[];
  path: string | undefined;
  guards: Guard[];
}

function routeDecorator(decorator: Decorator, model: FileModel): Declared | undefined {
  const call = decorator.expression;
  if (call.kind !== "call" || call.callee.kind !== "member" || !DECLARING.has(call.callee.name)) return undefined;
  const first = model.argument(call, 0, "path") ?? model.argument(call, 0, "rule");
  const path = first && textOf(first, model);
  if (path === undefined || (path !== "" && !path.startsWith("/"))) return undefined;
  const router = routerOf(call.callee.object, model);
  const known = router ?? unnamed(call.callee.object, model);
  if (!known) return undefined;
  return {
    decorator,
    router: known,
    methods: methodsOf(call, model),
    path,
    guards: listed(model.keyword(call, "dependencies"), model),
  };
}

/** Whatever it is called: a decorator with a verb and a path on a function declares a route. */
function unnamed(receiver: Expression, model: FileModel): RouterRef | undefined {
  if (receiver.kind !== "name") return undefined;
  const symbol = model.symbolOf(receiver);
  const node = model.bindingOf(receiver)?.definitions[0]?.node;
  return symbol ? { path: symbol } : node && { local: localKey(node, model) };
}

function methodsOf(call: Call, model: FileModel): string[] {
  const name = call.callee.kind === "member" ? call.callee.name : "";
  const verb = ROUTE_VERBS.get(name);
  if (verb !== undefined) return [verb];
  const methods = model.keyword(call, "methods")?.value;
  const items = methods?.kind === "list" ? methods.items.flatMap(item => textOf(item, model)?.toUpperCase() ?? []) : [];
  return items.length > 0 ? items : ["GET"];
}

/** `app.add_api_route("/x", handler, methods=["POST"])`, `app.add_url_rule("/x", view_func=view)`, `api.add_resource(View, "/x")`. */
function calledRoutes(model: FileModel): RouteRecord[] {
  return model.calls.flatMap(call => {
    const callee = call.callee;
    if (callee.kind !== "member") return [];
    const name = callee.name;
    if (name === "add_resource") return resource(call, model);
    if (name !== "add_api_route" && name !== "add_url_rule") return [];
    const router = routerOf(callee.object, model) ?? unnamed(callee.object, model);
    const path = model.argument(call, 0);
    const target =
      model.keyword(call, name === "add_api_route" ? "endpoint" : "view_func")?.value ??
      model.argument(call, name === "add_api_route" ? 1 : 2);
    const text = path && textOf(path, model);
    if (!router || !target || text === undefined) return [];
    const found = handled(target, model);
    return [
      {
        start: call.start,
        end: callee.end,
        place: model.place({ start: call.start, end: callee.end }),
        framework: router.framework ?? "flask",
        methods: methodsOf(call, model),
        path: text,
        router,
        ...(found.handler ? { handler: found.handler } : {}),
        guards: [...listed(model.keyword(call, "dependencies"), model), ...found.guards],
      },
    ];
  });
}

/** Flask-RESTful's `api.add_resource(Orders, "/orders")`: one route for the methods of the class. */
function resource(call: Call, model: FileModel): RouteRecord[] {
  const view = model.argument(call, 0);
  const path = model.argument(call, 1);
  const text = path && textOf(path, model);
  const symbol = view && symbolPath(view, model);
  if (!symbol || text === undefined) return [];
  return [
    {
      start: call.start,
      end: call.callee.end,
      place: model.place({ start: call.start, end: call.callee.end }),
      framework: "flask",
      methods: ["*"],
      path: text,
      handler: { path: symbol },
      guards: [],
    },
  ];
}

function wiringOf(call: Call, model: FileModel): RouteWiringRecord[] {
  const callee = call.callee;
  const made = madeRouter(call, model);
  if (made) return made;
  if (callee.kind !== "member") {
    // `limiter.limit("5/minute")(blueprint)`.
    const target = callee.kind === "call" ? call.args[0]?.value : undefined;
    const router = target && target.kind === "name" ? routerOf(target, model) : undefined;
    return router?.framework ? [use(call, router, undefined, [guardOf(callee, model)])] : [];
  }
  const first = model.argument(call, 0);
  const router = ["include_router", "register_blueprint", "mount", "add_middleware"].includes(callee.name)
    ? (routerOf(callee.object, model) ?? unnamed(callee.object, model))
    : undefined;
  if (!router || !first) return [];
  switch (callee.name) {
    case "include_router":
    case "register_blueprint": {
      const prefix = (model.keyword(call, "prefix") ?? model.keyword(call, "url_prefix"))?.value;
      const guards = listed(model.keyword(call, "dependencies"), model);
      const child = routerOf(first, model) ?? unnamed(first, model) ?? memberRouter(first, model);
      return [
        use(call, router, prefix && textOf(prefix, model), [
          ...guards,
          { ...guardOf(first, model), ...(child ? { router: child } : {}) },
        ]),
      ];
    }
    case "mount": {
      const second = model.argument(call, 1, "app");
      const child = second && (routerOf(second, model) ?? unnamed(second, model));
      return second && child
        ? [use(call, router, textOf(first, model), [{ ...guardOf(second, model), router: child }])]
        : [];
    }
    default:
      return [use(call, router, undefined, [guardOf(first, model)])];
  }
}

/** `users.router` of `from app.api import users`. */
function memberRouter(expression: Expression, model: FileModel): RouterRef | undefined {
  if (expression.kind !== "member") return undefined;
  const path = symbolPath(expression, model);
  return path && { path };
}

/** `router = APIRouter(prefix="/x", dependencies=[Depends(check)])`. */
function madeRouter(call: Call, model: FileModel): RouteWiringRecord[] | undefined {
  const prefix = (model.keyword(call, "prefix") ?? model.keyword(call, "url_prefix"))?.value;
  const guards = listed(model.keyword(call, "dependencies"), model);
  if (!prefix && guards.length === 0) return undefined;
  const router = rootOf(call) === call ? routerOf(call, model) : undefined;
  if (!router?.framework) return undefined;
  const text = prefix && textOf(prefix, model);
  return [
    {
      form: "router",
      start: call.start,
      end: call.end,
      router,
      ...(text === undefined ? {} : { prefix: text }),
      guards,
    },
  ];
}

function beforeRequest(fn: FunctionNode, model: FileModel): UseRecord[] {
  return fn.decorators.flatMap(decorator => {
    const call = decorator.expression;
    const member = call.kind === "call" ? call.callee : call;
    if (member.kind !== "member" || !BEFORE.has(member.name)) return [];
    const router = routerOf(member.object, model) ?? unnamed(member.object, model);
    return router ? [use(decorator, router, undefined, [guardOf(fn, model)])] : [];
  });
}

/** `RateLimited = Annotated[None, Depends(check)]`. */
function aliasesIn(model: FileModel): AliasRecord[] {
  const records: AliasRecord[] = [];
  for (const binding of model.bindings.topLevel()) {
    const value = binding.definitions[0]?.value;
    if (value?.kind !== "index") continue;
    const guards = annotated(value).flatMap(one => dependency(one, model) ?? []);
    if (guards.length > 0)
      records.push({ form: "alias", start: value.start, end: value.end, name: binding.name, guards });
  }
  return records;
}

function annotated(annotation: Expression | undefined): Expression[] {
  if (annotation?.kind !== "index" || annotation.index.kind !== "list") return [];
  const name = annotation.object.kind === "name" || annotation.object.kind === "member" ? annotation.object.name : "";
  return name === "Annotated" ? annotation.index.items.slice(1) : [];
}

function listed(argument: Argument | undefined, model: FileModel): Guard[] {
  const value = argument && model.valueOf(argument.value);
  return value?.kind === "list" ? value.items.flatMap(item => dependency(item, model) ?? []) : [];
}

/** The function of `Depends(check)`; of `Depends(RateLimiter(times=2))` the call. */
function dependency(value: Expression | undefined, model: FileModel): Guard | undefined {
  if (value?.kind !== "call") return undefined;
  const name = value.callee.kind === "name" || value.callee.kind === "member" ? value.callee.name : "";
  const given = DEPENDENCY_CALLS.includes(name) ? model.argument(value, 0, "dependency") : undefined;
  return given && guardOf(given, model);
}

function use(
  span: { start: number; end: number },
  router: RouterRef,
  prefix: string | undefined,
  items: UseRecord["items"],
): UseRecord {
  return { form: "use", start: span.start, end: span.end, router, ...(prefix === undefined ? {} : { prefix }), items };
}
