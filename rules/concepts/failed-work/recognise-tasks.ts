/** Celery tasks whose last failure is only told. DOMAIN.md §1.1: after `max_retries` the task raises, and that is all. */
import type { FunctionNode, Handler } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { CELERY_TASK } from "../../libraries/delivery.ts";
import { EFFECT_METHODS } from "../../libraries/effects.ts";
import { DELIVERS } from "../../libraries/failed-work.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { tellsOnly } from "./recognise-swallowed.ts";
import type { FailedWorkRecord } from "./failed-work.ts";

const RETRY_OPTIONS = new Set(["autoretry_for", "max_retries"]);

export function exhaustedTasks(model: FileModel): FailedWorkRecord[] {
  if (!model.python) return [];
  return model.functions.flatMap(fn => {
    const decorator = fn.decorators.find(one => {
      const callee = one.expression.kind === "call" ? one.expression.callee : one.expression;
      return CELERY_TASK.test(model.libraryNameOf(callee) ?? "");
    });
    if (!decorator || !fn.name || !retries(fn, model) || !hasEffect(fn)) return [];
    const end = exhaustionOf(fn, model);
    if (end && !tellsOnly(end.body)) return [];
    const at = model.place(fn.nameSpan ?? fn);
    return [
      {
        start: at.start,
        end: at.end,
        way: "exhausted" as const,
        at,
        functionId: model.functionId(fn),
        name: fn.name,
        ...(end ? { logged: true as const } : {}),
      },
    ];
  });
}

function retries(fn: FunctionNode, model: FileModel): boolean {
  const options = fn.decorators.flatMap(one => (one.expression.kind === "call" ? one.expression.args : []));
  const auto = options.some(
    one => one.name !== undefined && RETRY_OPTIONS.has(one.name) && model.source(one.value) !== "0",
  );
  return auto && (options.some(one => one.name === "autoretry_for") || /\.retry\(/u.test(model.source(fn)));
}

/** Mail, money, messages, POST requests: something outside that will not have happened. */
function hasEffect(fn: FunctionNode): boolean {
  let found = false;
  walk(fn, node => {
    if (node.kind !== "call") return;
    const name = node.callee.kind === "member" || node.callee.kind === "name" ? node.callee.name : "";
    if (EFFECT_METHODS.has(name) || (DELIVERS.test(name) && name !== "push")) found = true;
  });
  return found;
}

/** `except MaxRetriesExceededError`: the task's own answer to its last failure. */
function exhaustionOf(fn: FunctionNode, model: FileModel): Handler | undefined {
  let found: Handler | undefined;
  walk(fn, node => {
    if (node.kind === "handler" && node.types.some(type => model.source(type).includes("MaxRetries"))) found = node;
  });
  return found;
}
