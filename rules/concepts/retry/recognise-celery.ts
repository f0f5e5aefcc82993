/** Celery: `self.retry(countdown=…)` and the automatic retries of `autoretry_for`. DOMAIN.md §1.1. */
import type { Call, Expression, FunctionNode } from "../../ir/nodes.ts";
import { CELERY_AUTORETRY, CELERY_MAX_RETRIES } from "../../libraries/retry-waits.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic } from "../../semantics/symbolic.ts";
import { ATTEMPT, Reader } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { limitsAt, oneLine } from "./limits.ts";
import type { LimitRecord, RetryRecord } from "./record.ts";

export function recogniseCelery(model: FileModel): RetryRecord[] {
  if (!model.python) return [];
  return [
    ...model.calls.flatMap(call => explicitRetry(call, model)),
    ...model.functions.flatMap(fn => automaticRetry(fn, model)),
  ];
}

/** `raise self.retry(exc=e, countdown=60 * 2 ** self.request.retries)`. */
function explicitRetry(call: Call, model: FileModel): RetryRecord[] {
  const callee = call.callee;
  if (callee.kind !== "member" || callee.name !== "retry") return [];
  const countdown = model.keyword(call, "countdown")?.value;
  if (!countdown) return [];
  const reader = new Reader(model);
  const task = taskAround(call, model);
  const given = limitsOf(task, model.keyword(call, "max_retries")?.value, model);
  return [
    {
      start: call.start,
      end: call.end,
      kind: "task",
      name: task?.name === undefined ? "the task" : `\`${task.name}\``,
      functionId: model.functionId(model.enclosingFunction(call)),
      delays: delayRecords(countdown, "s", model, reader),
      ...given,
      limits: [...given.limits, ...limitsAt(call, reader)],
    },
  ];
}

/** What the decorator says of the number of retries; nothing when the function is no task. */
function limitsOf(
  task: FunctionNode | undefined,
  own: Expression | undefined,
  model: FileModel,
): Pick<RetryRecord, "limits" | "endless" | "base"> {
  if (own && !isNone(own)) return { limits: [limit(own, model, `max_retries=${model.source(own)}`)] };
  const decorator = task && decoratorOf(task);
  if (!decorator) return { limits: [] };
  const given = decorator.kind === "call" ? model.keyword(decorator, "max_retries")?.value : undefined;
  const automatic =
    decorator.kind === "call"
      ? model.property(model.keyword(decorator, "retry_kwargs")?.value, "max_retries")
      : undefined;
  const value = automatic ?? given;
  if (value && isNone(value)) return { limits: [], endless: "`max_retries=None` on the task" };
  if (value) return { limits: [limit(value, model, `max_retries=${model.source(value)}`)] };
  const base = decorator.kind === "call" ? model.keyword(decorator, "base")?.value : undefined;
  const path = base && model.pathOf(base);
  return {
    limits: [
      {
        holds: operation("<", ATTEMPT, constant(CELERY_MAX_RETRIES.value)),
        place: model.place(decorator),
        text: CELERY_MAX_RETRIES.text,
        source: CELERY_MAX_RETRIES.source,
      },
    ],
    ...(path ? { base: path } : {}),
  };
}

function limit(value: Expression, model: FileModel, text: string): LimitRecord {
  return {
    holds: operation("<", ATTEMPT, symbolicOf(value, model)),
    place: model.place(value.parent ?? value),
    text: oneLine(text),
  };
}

/** `autoretry_for=(…), retry_backoff=…`: capped by `retry_backoff_max`, 600 s when it is not given. */
function automaticRetry(fn: FunctionNode, model: FileModel): RetryRecord[] {
  const decorator = decoratorOf(fn);
  if (decorator?.kind !== "call" || !model.keyword(decorator, "autoretry_for")) return [];
  const backoff = model.keyword(decorator, "retry_backoff")?.value;
  if (!backoff || (backoff.kind === "literal" && backoff.value === false)) return [];
  const factor = backoff.kind === "literal" && backoff.value === true ? constant(1) : symbolicOf(backoff, model);
  const max = model.keyword(decorator, "retry_backoff_max")?.value;
  const exponential = operation("*", operation("max", constant(1), factor), operation("**", constant(2), ATTEMPT));
  const value: Symbolic = operation(
    "min",
    exponential,
    max ? symbolicOf(max, model) : constant(CELERY_AUTORETRY.backoffMax),
  );
  const argument = backoff.parent ?? backoff;
  return [
    {
      start: decorator.start,
      end: decorator.end,
      kind: "task",
      name: fn.name === undefined ? "the task" : `\`${fn.name}\``,
      functionId: model.functionId(fn),
      delays: [
        {
          place: model.place(argument),
          text: oneLine(model.source(argument)),
          value,
          unit: "s",
          implicit: true,
          cappable: false,
        },
      ],
      ...limitsOf(fn, undefined, model),
      library: { name: "celery", source: CELERY_AUTORETRY.source },
    },
  ];
}

function taskAround(call: Call, model: FileModel): FunctionNode | undefined {
  for (let fn = model.enclosingFunction(call); fn; fn = model.enclosingFunction(fn)) if (decoratorOf(fn)) return fn;
  return undefined;
}

/** The decorator that makes a function a Celery task: by library, or by its usual name when the app comes from another file. */
function decoratorOf(fn: FunctionNode): Expression | undefined {
  return fn.decorators
    .map(decorator => decorator.expression)
    .find(expression => {
      const callee = expression.kind === "call" ? expression.callee : expression;
      const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
      return name === "task" || name === "shared_task" || name === "periodic_task";
    });
}

function isNone(value: Expression): boolean {
  return value.kind === "literal" && value.value === null;
}
