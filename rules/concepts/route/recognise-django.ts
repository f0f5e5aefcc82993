/** Django and Django REST framework: views by their shape, URL patterns by their file. */
import type { Call, ClassNode, Decorator, Expression, FunctionNode } from "../../ir/nodes.ts";
import { DJANGO, ROUTE_VERBS, VIEW_METHOD_VERBS } from "../../libraries/routes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardOf, guardsIn, symbolPath } from "./handlers.ts";
import { textOf } from "./paths.ts";
import type { GlobalRecord, Guard, RouteRecord, UrlRecord } from "./record.ts";

const VIEW_FILE = /(?:^|\/)(?:views?|viewsets?|api|api_views|endpoints?)(?:\/[\w/]+)?\.py$|_views?\.py$/u;

export function viewsIn(model: FileModel): RouteRecord[] {
  if (!model.python || !importsDjango(model)) return [];
  return [
    ...model.functions.flatMap(fn => functionView(fn, model)),
    ...model.classes.flatMap(type => (isView(type) ? classView(type, model) : [])),
  ];
}

export function urlsIn(model: FileModel): (UrlRecord | GlobalRecord)[] {
  if (!model.python || !/django|rest_framework|MIDDLEWARE/u.test(model.text)) return [];
  const records: (UrlRecord | GlobalRecord)[] = [];
  for (const call of model.calls) {
    const name = model.libraryNameOf(call) ?? "";
    if (DJANGO.paths.includes(name)) records.push(...pattern(call, model));
    else if (call.callee.kind === "member" && call.callee.name === "register")
      records.push(...registration(call, model));
  }
  return [...records, ...settings(model)];
}

/** A function that `@api_view` decorates, or one of a file of views whose first parameter is the request. */
function functionView(fn: FunctionNode, model: FileModel): RouteRecord[] {
  if (model.enclosingClass(fn) || model.enclosingFunction(fn) || fn.name === undefined) return [];
  const api = fn.decorators.find(one => model.libraryNameOf(one.expression) === DJANGO.apiView);
  if (!api && fn.decorators.some(one => declaresRoute(one))) return [];
  if (!api && !(fn.params[0]?.name === "request" && VIEW_FILE.test(model.path) && !fn.name.startsWith("_"))) return [];
  const span = fn.nameSpan ?? fn;
  return [
    {
      start: span.start,
      end: span.end,
      place: model.place(span),
      framework: api ? "rest-framework" : "django",
      methods: api ? apiMethods(api, model) : ["*"],
      handler: { functionId: model.functionId(fn) },
      guards: fn.decorators.filter(one => one !== api).flatMap(one => decoratorGuards(one, model)),
    },
  ];
}

function classView(type: ClassNode, model: FileModel): RouteRecord[] {
  const isPlain = type.bases.some(base => (model.libraryNameOf(base) ?? "").startsWith("django.views"));
  const framework = isPlain ? "django" : "rest-framework";
  const own = type.decorators.flatMap(one => decoratorGuards(one, model));
  return type.body.flatMap(member => {
    if (member.kind !== "function" || member.name === undefined) return [];
    const action = member.decorators.find(one => lastName(one) === "action");
    const verb = VIEW_METHOD_VERBS.get(member.name);
    const isRequest = member.params[1]?.name === "request" || member.params[1]?.name === "_request";
    if ((!verb && !action) || !isRequest) return [];
    const methods = action ? actionMethods(action, model) : [verb!];
    const span = member.nameSpan ?? member;
    return [
      {
        start: span.start,
        end: span.end,
        place: model.place(span),
        framework,
        methods,
        handler: { functionId: model.functionId(member) },
        guards: [
          ...own.filter(guard => appliesTo(guard, member.name!)),
          ...member.decorators.filter(one => one !== action).flatMap(one => decoratorGuards(one, model)),
          ...throttles(type, model),
        ],
        ...(type.name === undefined ? {} : { className: type.name }),
      },
    ];
  });
}

/** `throttle_classes = [LoginThrottle]` of the class itself; those of base classes are found when the project is linked. */
function throttles(type: ClassNode, model: FileModel): Guard[] {
  return model.memberValues(type, DJANGO.throttles).flatMap(value => guardsIn(value, model));
}

/** What a decorator wraps around: of `@method_decorator(x, name="post")` that is `x`, of `@throttle_classes([X])` the `X`. */
function decoratorGuards(decorator: Decorator, model: FileModel): Guard[] {
  const call = decorator.expression;
  if (call.kind !== "call") return [guardOf(call, model)];
  const name = lastName(decorator);
  const first = call.args[0]?.value;
  if (name === "method_decorator" && first) {
    const only = model.keyword(call, "name")?.value;
    const method = only && textOf(only, model);
    return guardsIn(first, model).map(guard =>
      method === undefined ? guard : { ...guard, text: `${guard.text} name=${method}` },
    );
  }
  if (name === DJANGO.throttles && first) return guardsIn(first, model);
  return [guardOf(call, model)];
}

function appliesTo(guard: Guard, method: string): boolean {
  const only = / name=(\w+)$/u.exec(guard.text)?.[1];
  return only === undefined || only === method || only === "dispatch";
}

function pattern(call: Call, model: FileModel): UrlRecord[] {
  const path = call.args[0] && textOf(call.args[0].value, model);
  const target = call.args[1]?.value;
  if (path === undefined || !target) return [];
  const base = { form: "url" as const, start: call.start, end: call.end, path };
  if (target.kind === "call" && DJANGO.include.includes(model.libraryNameOf(target) ?? "")) {
    const module = target.args[0]?.value;
    const included = module && (textOf(module, model) ?? undefined);
    return included === undefined ? [] : [{ ...base, included, guards: [] }];
  }
  const found = viewOf(target, model);
  return found.view ? [{ ...base, view: found.view, guards: found.guards }] : [];
}

/** The view behind `login_required(views.Orders.as_view())`. */
function viewOf(
  target: Expression,
  model: FileModel,
  guards: Guard[] = [],
): { view?: UrlRecord["view"]; guards: Guard[] } {
  if (target.kind !== "call") {
    const view = symbolPath(target, model);
    return view ? { view, guards } : { guards };
  }
  if (target.callee.kind === "member" && target.callee.name === DJANGO.view)
    return viewOf(target.callee.object, model, guards);
  const inner = target.args[0]?.value;
  return inner ? viewOf(inner, model, [...guards, guardOf(target.callee, model)]) : { guards };
}

/** `router.register("orders", OrderViewSet)`. */
function registration(call: Call, model: FileModel): UrlRecord[] {
  const callee = call.callee;
  if (callee.kind !== "member" || call.args.length < 2) return [];
  const made = model.libraryNameOf(callee.object) ?? "";
  if (!DJANGO.routers.includes(made) && !/(?:Router\(\)$|^$)/u.test(made)) return [];
  const path = textOf(call.args[0]!.value, model);
  const view = symbolPath(call.args[1]!.value, model);
  return path === undefined || !view ? [] : [{ form: "url", start: call.start, end: call.end, path, view, guards: [] }];
}

/** Middleware and throttles of a settings file, as the dotted names that they are. */
function settings(model: FileModel): GlobalRecord[] {
  const records: GlobalRecord[] = [];
  for (const binding of model.bindings.topLevel()) {
    const value = binding.definitions[0]?.value;
    if (!value) continue;
    const list =
      binding.name === "MIDDLEWARE"
        ? value
        : binding.name === "REST_FRAMEWORK"
          ? model.property(value, DJANGO.defaultThrottles)
          : undefined;
    if (list?.kind !== "list") continue;
    records.push({
      form: "global",
      start: list.start,
      end: list.end,
      framework: binding.name === "MIDDLEWARE" ? "django" : "rest-framework",
      folder: "",
      matchers: [],
      guards: list.items.flatMap(item => dotted(item, model)),
    });
  }
  return records;
}

function dotted(item: Expression, model: FileModel): Guard[] {
  const text = textOf(item, model);
  const dot = text?.lastIndexOf(".") ?? -1;
  if (text === undefined || dot < 0) return [];
  return [
    {
      text,
      place: model.place(item),
      path: { root: "import", module: text.slice(0, dot), steps: [`.${text.slice(dot + 1)}`] },
    },
  ];
}

/** `@router.get("/x")`: another framework's route. */
function declaresRoute(decorator: Decorator): boolean {
  const call = decorator.expression;
  return (
    call.kind === "call" &&
    call.callee.kind === "member" &&
    (ROUTE_VERBS.has(call.callee.name) || call.callee.name === "route")
  );
}

/** Views are made of what Django gives, or of base classes of the project that are. */
function importsDjango(model: FileModel): boolean {
  return model.module.body.some(
    statement => statement.kind === "import" && /^(?:django|rest_framework|\.)/u.test(statement.module),
  );
}

function isView(type: ClassNode): boolean {
  return type.bases.some(base => {
    const plain = base.kind === "index" ? base.object : base;
    return (plain.kind === "name" || plain.kind === "member") && DJANGO.baseName.test(plain.name);
  });
}

function apiMethods(decorator: Decorator, model: FileModel): string[] {
  const call = decorator.expression;
  const list = call.kind === "call" ? call.args[0]?.value : undefined;
  const methods = list?.kind === "list" ? list.items.flatMap(item => textOf(item, model)?.toUpperCase() ?? []) : [];
  return methods.length > 0 ? methods : ["GET"];
}

function actionMethods(decorator: Decorator, model: FileModel): string[] {
  const call = decorator.expression;
  const list = call.kind === "call" ? model.keyword(call, "methods")?.value : undefined;
  const methods = list?.kind === "list" ? list.items.flatMap(item => textOf(item, model)?.toUpperCase() ?? []) : [];
  return methods.length > 0 ? methods : ["GET"];
}

function lastName(decorator: Decorator): string {
  const call = decorator.expression;
  const callee = call.kind === "call" ? call.callee : call;
  return callee.kind === "name" || callee.kind === "member" ? callee.name : "";
}
