/** Decorators that stand where they limit nothing. */
import type { Decorator, Expression, FunctionNode } from "../../ir/nodes.ts";
import { LIMITER_LIBRARIES, REST_FRAMEWORK_THROTTLING, ROUTE_DECORATORS } from "../../libraries/limiters.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { IdleDecoratorRecord, MisorderedRecord } from "./record.ts";

const LIMITS = new Set(LIMITER_LIBRARIES.flatMap(library => library.decorators ?? []));

/** Decorators apply from the bottom up: a limit above the route wraps what the router no longer looks at. */
export function misorderedIn(model: FileModel): MisorderedRecord[] {
  const records: MisorderedRecord[] = [];
  for (const fn of model.functions) {
    for (const [index, decorator] of fn.decorators.entries()) {
      const limit = limitOf(decorator, model);
      const route = limit && fn.decorators.slice(index + 1).find(one => isRoute(one));
      if (!limit || !route) continue;
      records.push({
        form: "misordered",
        start: decorator.start,
        end: decorator.end,
        name: limit.text,
        place: model.place(decorator),
        limiter: limit.path,
        member: limit.member,
        decorator: model.place(decorator),
        route: model.place(route),
        routeText: model.source(route.expression.kind === "call" ? route.expression.callee : route.expression),
        function: fn.name ?? "",
      });
    }
  }
  return records;
}

/** `@throttle_classes` on a method: only `@api_view` reads what it sets. */
export function idleDecoratorsIn(model: FileModel): IdleDecoratorRecord[] {
  const records: IdleDecoratorRecord[] = [];
  for (const fn of model.functions)
    for (const decorator of methodDecorators(fn)) {
      const path = model.pathOf(decorator.expression);
      const name = model.libraryNameOf(decorator.expression);
      if (!path || name !== REST_FRAMEWORK_THROTTLING.decorator) continue;
      records.push({
        form: "idle-decorator",
        start: decorator.start,
        end: decorator.end,
        name: "throttle_classes",
        place: model.place(decorator),
        decorator: path,
        method: fn.name ?? "",
        className: model.enclosingClass(fn)?.name ?? "",
      });
    }
  return records;
}

function methodDecorators(fn: FunctionNode): Decorator[] {
  return fn.parent?.kind === "class" ? fn.decorators : [];
}

function limitOf(decorator: Decorator, model: FileModel) {
  const call = decorator.expression;
  if (call.kind !== "call" || call.callee.kind !== "member" || !LIMITS.has(call.callee.name)) return undefined;
  const path = model.pathOf(call.callee);
  return path && { path, member: call.callee.name, text: model.source(call.callee.object) };
}

/** `@app.get("/x")`, `@router.api_route("/x")`, `@bp.route("/x")`: a path comes first. */
function isRoute(decorator: Decorator): boolean {
  const call: Expression = decorator.expression;
  if (call.kind !== "call" || call.callee.kind !== "member" || !ROUTE_DECORATORS.includes(call.callee.name))
    return false;
  const path = call.args[0];
  return (
    path !== undefined &&
    (path.value.kind === "template" || (path.value.kind === "literal" && typeof path.value.value === "string"))
  );
}
