/** Limits that are written where nothing reads them: made anew by each request, beside the place of a route's options, under a name that no module has. */
import type { Call, Expression, FunctionNode, Property } from "../../ir/nodes.ts";
import { REGISTERED_LIMITERS } from "../../libraries/limiters.ts";
import { extend } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { MisplacedRecord, PerRequestRecord, ThrottlerNameRecord } from "./record.ts";

const ROUTE_METHODS = new Set(["get", "post", "put", "patch", "delete", "all", "head", "options"]);
const HANDLER_PARAMETERS = 2;

/** `(req, res, next) => rateLimit({ … })(req, res, next)`. */
export function perRequestLimitersIn(model: FileModel): PerRequestRecord[] {
  if (model.python) return [];
  return model.calls.flatMap(call => {
    const fn = model.enclosingFunction(call);
    const used = fn && usedWithRequest(call, fn, model);
    const maker = used && extend(model.pathOf(call.callee), "()");
    if (!used || !maker) return [];
    const { callee } = call;
    return [
      {
        form: "per-request",
        start: call.start,
        end: callee.end,
        name: model.source(callee),
        place: model.place(callee),
        maker,
        used: model.place(used),
      },
    ];
  });
}

/** The call that gives the handler's own request to what is made in it. */
function usedWithRequest(call: Call, fn: FunctionNode, model: FileModel): Call | undefined {
  if (fn.params.length < HANDLER_PARAMETERS) return undefined;
  const takesRequest = (use: Call) =>
    use.args.length >= HANDLER_PARAMETERS &&
    use.args.every(
      ({ value }, at) => at >= HANDLER_PARAMETERS || (value.kind === "name" && value.name === fn.params[at]!.name),
    );
  if (call.parent?.kind === "call" && call.parent.callee === call)
    return takesRequest(call.parent) ? call.parent : undefined;
  const target = call.parent?.kind === "declare" && call.parent.value === call ? call.parent.target : undefined;
  if (target?.kind !== "name") return undefined;
  return model.callsIn(fn).find(use => {
    if (use.callee.kind !== "name" || use.callee.name !== target.name || !takesRequest(use)) return false;
    return model.valueOf(use.callee) === (call as Expression) && model.enclosingFunction(use) === fn;
  });
}

/** `app.get("/x", { rateLimit: { max: 5 } }, handler)`. */
export function misplacedLimitsIn(model: FileModel): MisplacedRecord[] {
  if (model.python) return [];
  return model.calls.flatMap(call => {
    const { callee } = call;
    const path = call.args[0]?.value;
    const options = call.args[1]?.value;
    if (
      callee.kind !== "member" ||
      !ROUTE_METHODS.has(callee.name) ||
      path?.kind !== "literal" ||
      options?.kind !== "object"
    )
      return [];
    const { option, under } = REGISTERED_LIMITERS.perRoute;
    const property = options.properties.find(one => isLimit(one, option));
    if (!property || call.args.length < 3) return [];
    return [
      {
        form: "misplaced",
        start: property.start,
        end: property.keyNode.end,
        name: option,
        place: model.place(property.keyNode),
        property: model.place(property),
        movable: !options.properties.some(one => one.key === under || one.spread),
      },
    ];
  });
}

function isLimit(property: Property, option: string): boolean {
  return property.key === option && property.value.kind === "object";
}

/** The names of `@Throttle({ strict: { limit: 5, ttl: 60_000 } })`. */
export function throttlerNamesIn(model: FileModel): ThrottlerNameRecord[] {
  if (model.python) return [];
  return model.calls.flatMap(call => {
    const options = call.args[0]?.value;
    if (call.parent?.kind !== "decorator" || options?.kind !== "object") return [];
    const decorator = model.pathOf(call.callee);
    if (!decorator) return [];
    return options.properties.flatMap(property =>
      property.key === undefined || property.value.kind !== "object" || !holdsLimit(property.value)
        ? []
        : [
            {
              form: "throttler-name" as const,
              start: property.keyNode.start,
              end: property.keyNode.end,
              name: property.key,
              place: model.place(property.keyNode),
              decorator,
            },
          ],
    );
  });
}

function holdsLimit(value: Expression & { kind: "object" }): boolean {
  return value.properties.some(property => property.key === "limit" || property.key === "ttl");
}
