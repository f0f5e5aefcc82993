/** Calls that wait, and calls that only tell what happened. */
import type { Call, Expression, Loop, Node } from "../../ir/nodes.ts";
import { DELAYED_CALLS, WAIT_NAMES, WAITS } from "../../libraries/retry-waits.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { repeatingLoops, waitingNode } from "./positions.ts";
import type { RetryKind, Unit } from "./record.ts";

export interface Wait {
  waiter?: AccessPath;
  node: Node;
  delay: Expression;
  unit: Unit;
  kind: RetryKind;
}

/** The waits that every turn of a loop may reach, those of inner loops left out. */
export function waitsIn(loop: Loop, model: FileModel): (Wait & { call: Call })[] {
  return model
    .callsIn(loop)
    .flatMap(call => model.once(waitOf, call).map(wait => ({ ...wait, call })))
    .filter(wait => wait.kind === "loop" && repeatingLoops(wait.node)[0] === loop);
}

/** `logger.warning(…)`, `console.log(…)`, `print(…)`. */
export function isLogging(call: Call, model: FileModel): boolean {
  return LOGGING.test(model.source(call.callee).slice(0, 40));
}

const LOGGING =
  /^(console|log|logger|logging|_?log(ger)?|this\.(logger|log)|self\.(logger|log|stdout|stderr)|print|click\.echo|sys\.std|Sentry|sentry_sdk)\b/iu;

export function waitOf(call: Call, model: FileModel): Wait[] {
  const name = model.libraryNameOf(call.callee) ?? globalName(call, model);
  for (const row of WAITS) {
    if (name === undefined || !row.library.test(name)) continue;
    const delay = model.argument(call, row.position, row.keyword);
    return delay ? [{ node: waitingNode(call), delay, unit: row.unit, kind: "loop" }] : [];
  }
  const method = call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
  for (const row of DELAYED_CALLS) {
    if (!row.method.test(method)) continue;
    const options = call.args.find(argument => argument.value.kind === "object")?.value;
    const delay = model.keyword(call, row.option)?.value ?? model.property(options, row.option);
    if (delay) return [{ node: call, delay, unit: row.unit, kind: "task" }];
  }
  if (!WAIT_NAMES.test(method) || call.args.length === 0) return [];
  const waiter = model.pathOf(call.callee);
  return [
    {
      node: call,
      delay: call.args[0]!.value,
      unit: model.python ? "s" : "ms",
      kind: "loop",
      ...(waiter ? { waiter } : {}),
    },
  ];
}

function globalName(call: Call, model: FileModel): string | undefined {
  const callee = call.callee;
  if (callee.kind === "name") return model.bindingOf(callee) ? undefined : callee.name;
  if (callee.kind !== "member" || callee.object.kind !== "name" || model.bindingOf(callee.object)) return undefined;
  return ["window", "globalThis", "self"].includes(callee.object.name)
    ? callee.name
    : `${callee.object.name}.${callee.name}`;
}
