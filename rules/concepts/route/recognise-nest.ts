/** Controllers of NestJS: routes by decorators, guards by decorators, by module and by application. */
import type { ClassNode, Decorator, Expression, FunctionNode } from "../../ir/nodes.ts";
import { NEST } from "../../libraries/routes.ts";
import { libraryName } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardOf, guardsIn } from "./handlers.ts";
import { joinPaths, textOf } from "./paths.ts";
import type { GlobalRecord, Guard, RouteRecord } from "./record.ts";

export function controllerRoutesIn(model: FileModel): RouteRecord[] {
  if (model.python || !model.text.includes("@nestjs/")) return [];
  return model.classes.flatMap(type => {
    const controller = type.decorators.find(one => libraryOf(one, model) === NEST.controller);
    if (!controller) return [];
    const prefix = firstText(controller, model);
    const guards = guardsOf(type.decorators, model);
    return type.body.flatMap(member =>
      member.kind === "function" ? methodRoutes(member, type, prefix, guards, model) : [],
    );
  });
}

export function nestGlobalsIn(model: FileModel): GlobalRecord[] {
  if (model.python || !model.text.includes("@nestjs/")) return [];
  const records: GlobalRecord[] = [];
  for (const call of model.calls) {
    const callee = call.callee;
    if (callee.kind !== "member") continue;
    const values = call.args.map(argument => argument.value);
    if (NEST.globalMembers.includes(callee.name))
      records.push(
        global(
          call,
          values.map(value => guardOf(made(value), model)),
        ),
      );
    const prefix = callee.name === NEST.prefixMember && values[0] ? textOf(values[0], model) : undefined;
    if (prefix !== undefined) records.push({ ...global(call, []), prefix });
  }
  for (const provider of providersIn(model)) records.push(provider);
  return records;
}

function methodRoutes(
  method: FunctionNode,
  type: ClassNode,
  prefix: string | undefined,
  inherited: Guard[],
  model: FileModel,
): RouteRecord[] {
  return method.decorators.flatMap(decorator => {
    const verb = NEST.verbs.get(libraryOf(decorator, model) ?? "");
    if (verb === undefined) return [];
    const span = method.nameSpan ?? decorator;
    return [
      {
        start: span.start,
        end: span.end,
        place: model.place(span),
        framework: "nest" as const,
        methods: [verb],
        path: joinPaths(prefix, firstText(decorator, model)),
        handler: { functionId: model.functionId(method) },
        guards: [...inherited, ...guardsOf(method.decorators, model)],
        ...(type.name === undefined ? {} : { className: type.name }),
      },
    ];
  });
}

/** What `@UseGuards(…)` names, and other decorators as they are: a composed one may hold guards. */
function guardsOf(decorators: readonly Decorator[], model: FileModel): Guard[] {
  return decorators.flatMap(decorator => {
    const name = libraryOf(decorator, model) ?? "";
    if (NEST.verbs.has(name) || name === NEST.controller) return [];
    const call = decorator.expression;
    if (NEST.guards.includes(name) && call.kind === "call")
      return call.args.flatMap(argument => guardsIn(made(argument.value), model));
    return [guardOf(call.kind === "call" ? call.callee : call, model)];
  });
}

/** `{ provide: APP_GUARD, useClass: ThrottlerGuard }`. */
function providersIn(model: FileModel): GlobalRecord[] {
  const records: GlobalRecord[] = [];
  for (const call of model.calls)
    for (const argument of call.args) {
      const providers = model.property(argument.value, "providers");
      if (providers?.kind !== "list") continue;
      for (const item of providers.items) {
        const provide = model.property(item, "provide");
        if (!provide || libraryName(model.pathOf(provide)) !== NEST.appGuard) continue;
        const given = ["useClass", "useExisting", "useValue", "useFactory"].flatMap(
          key => model.property(item, key) ?? [],
        );
        records.push(
          global(
            item,
            given.map(value => guardOf(made(value), model)),
          ),
        );
      }
    }
  return records;
}

function global(at: { start: number; end: number }, guards: Guard[]): GlobalRecord {
  return { form: "global", start: at.start, end: at.end, framework: "nest", folder: "", matchers: [], guards };
}

/** The class of `new ThrottlerGuard(…)`. */
function made(value: Expression): Expression {
  return value.kind === "call" && value.isNew ? value.callee : value;
}

function libraryOf(decorator: Decorator, model: FileModel): string | undefined {
  return model.libraryNameOf(decorator.expression);
}

function firstText(decorator: Decorator, model: FileModel): string | undefined {
  const call = decorator.expression;
  if (call.kind !== "call") return undefined;
  const first = call.args[0]?.value;
  const path = first?.kind === "object" ? model.property(first, "path") : first;
  return path && textOf(path, model);
}
