/** Celery: `self.retry(countdown=…)` and the automatic retries of `autoretry_for`. DOMAIN.md §1.1. */
import * as l10n from "@vscode/l10n";
import { worded } from "../../libraries/phrase.ts";
import type { Call, Expression, FunctionNode, Module } from "../../ir/nodes.ts";
import { LOST_RACE, REFUSED } from "../../libraries/remote-calls.ts";
import { CELERY_AUTORETRY, CELERY_MAX_RETRIES, CELERY_RETRY_DELAY } from "../../libraries/retry-waits.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant } from "../../semantics/symbolic.ts";
import { functionBody, handlerAround } from "./bodies.ts";
import { ATTEMPT, Reader } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { jitterPlace } from "./jitter-place.ts";
import { limitsAt, oneLine } from "./limits.ts";
import { backoffOf, classRetries } from "./recognise-celery-class.ts";
import type { DelayRecord, LimitRecord, RetryRecord } from "./record.ts";

export function recogniseCelery(model: FileModel): RetryRecord[] {
  return model.once(celeryRetries, model.module);
}

function celeryRetries(_module: Module, model: FileModel): RetryRecord[] {
  if (!model.python) return [];
  return [
    ...model.calls.flatMap(call => explicitRetry(call, model)),
    ...model.functions.flatMap(fn => automaticRetry(fn, model)),
    ...classRetries(model),
  ];
}

/** `raise self.retry(exc=e, countdown=60 * 2 ** self.request.retries)`. */
function explicitRetry(call: Call, model: FileModel): RetryRecord[] {
  const callee = call.callee;
  if (callee.kind !== "member" || callee.name !== "retry") return [];
  const countdown = model.keyword(call, "countdown")?.value;
  const task = taskAround(call, model);
  if (!countdown && !isTaskRetry(call, callee.object, task, model)) return [];
  const reader = new Reader(model);
  const given = limitsOf(task, model.keyword(call, "max_retries")?.value, model);
  const repeated = task && functionBody(task, model);
  return [
    {
      start: call.start,
      end: call.end,
      kind: "task",
      name: task?.name === undefined ? l10n.t("the task") : `\`${task.name}\``,
      functionId: model.functionId(model.enclosingFunction(call)),
      at: model.place(call),
      ...(repeated?.body ? { body: repeated.body } : {}),
      ...handlerAround(call, model),
      ...failureAround(call, model),
      delays: explicitDelays(call, countdown, task, model, reader),
      ...given,
      limits: [...given.limits, ...limitsAt(call, reader)],
      ...(task ? { taskId: model.functionId(task) } : {}),
      library: { name: "celery", source: CELERY_MAX_RETRIES.source, afterLast: explicitEnd(call, model) },
    },
  ];
}

/** With `exc` the last retry raises it, without it MaxRetriesExceededError. */
function explicitEnd(call: Call, model: FileModel): string {
  const error = model.keyword(call, "exc")?.value;
  const raised = error ? oneLine(model.source(error)) : "MaxRetriesExceededError";
  return l10n.t("`{0}` is raised and the task is marked FAILURE", raised);
}

/** What the handler says of the failure. */
function failureAround(call: Call, model: FileModel): Pick<RetryRecord, "refused" | "lostRace"> {
  const { handler } = handlerAround(call, model);
  const head = handler ? (model.text.slice(handler.start, handler.end).split("\n", 1)[0] ?? "") : "";
  return { ...(REFUSED.test(head) ? { refused: true } : {}), ...(LOST_RACE.test(head) ? { lostRace: true } : {}) };
}

/** `self.retry(…)` of a bound task, `task.retry(exc=…)` of a helper: other things have a `retry` too. */
function isTaskRetry(call: Call, object: Expression, task: FunctionNode | undefined, model: FileModel): boolean {
  if (["exc", "eta", "throw"].some(name => model.keyword(call, name))) return true;
  if (!task || object.kind !== "name" || call.args.some(argument => argument.name === undefined)) return false;
  return object.name === task.params[0]?.name || object.name === task.name;
}

function explicitDelays(
  call: Call,
  countdown: Expression | undefined,
  task: FunctionNode | undefined,
  model: FileModel,
  reader: Reader,
): DelayRecord[] {
  if (countdown)
    return delayRecords(countdown, "s", model, reader).map(delay => ({ ...delay, ...jitterPlace(countdown, model) }));
  return model.keyword(call, "eta") || !task ? [] : [defaultDelay(call, decoratorOf(task), model)];
}

/** Without a countdown Celery waits `default_retry_delay`, 180 s when nobody sets it. */
function defaultDelay(at: Expression, decorator: Expression | undefined, model: FileModel): DelayRecord {
  const given = decorator?.kind === "call" ? model.keyword(decorator, "default_retry_delay")?.value : undefined;
  return {
    place: model.place(at),
    text: "default_retry_delay",
    value: given ? symbolicOf(given, model) : constant(CELERY_RETRY_DELAY.seconds),
    unit: "s",
    setting: true,
    ...(given ? {} : { source: CELERY_RETRY_DELAY.source }),
    implicit: true,
    cappable: false,
  };
}

/** What the decorator says of the number of retries; nothing when the function is no task. */
function limitsOf(
  task: FunctionNode | undefined,
  own: Expression | undefined,
  model: FileModel,
): Pick<RetryRecord, "limits" | "endless" | "endlessAt" | "spelled" | "base"> {
  if (own && !isNone(own)) return { limits: [limit(own, model, `max_retries=${model.source(own)}`)] };
  const decorator = task && decoratorOf(task);
  if (!decorator) return { limits: [] };
  const given = decorator.kind === "call" ? model.keyword(decorator, "max_retries")?.value : undefined;
  const automatic =
    decorator.kind === "call"
      ? model.property(model.keyword(decorator, "retry_kwargs")?.value, "max_retries")
      : undefined;
  // `None` here means the task's own number; only on the task it means "for ever".
  const value = automatic && !isNone(automatic) ? automatic : given;
  if (value && isNone(value)) return forEver(value, model);
  if (value) {
    const written = limit(value, model, `max_retries=${model.source(value)}`);
    return { limits: [value === given ? { ...written, setting: true } : written] };
  }
  const base = decorator.kind === "call" ? model.keyword(decorator, "base")?.value : undefined;
  const path = base && model.pathOf(base);
  return {
    limits: [
      {
        holds: operation("<", ATTEMPT, constant(CELERY_MAX_RETRIES.value)),
        place: model.place(decorator),
        text: worded(CELERY_MAX_RETRIES.text),
        worded: true,
        source: CELERY_MAX_RETRIES.source,
        setting: true,
      },
    ],
    ...(path ? { base: path } : {}),
  };
}

/** Somebody wrote it; a number may stand there instead. */
function forEver(
  value: Expression,
  model: FileModel,
): Pick<RetryRecord, "limits" | "endless" | "endlessAt" | "spelled"> {
  const edits = [{ start: value.start, end: value.end, text: "5" }];
  return {
    limits: [],
    endless: l10n.t("`max_retries=None` on the task"),
    endlessAt: model.place(value.parent ?? value),
    spelled: { bound: { text: "max_retries=5", edits } },
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
  return [
    {
      start: decorator.start,
      end: decorator.end,
      kind: "task",
      name: fn.name === undefined ? l10n.t("the task") : `\`${fn.name}\``,
      ...functionBody(fn, model),
      at: model.place(decorator),
      delays: [automaticDelay(decorator, model)],
      ...withJitterSpelling(limitsOf(fn, undefined, model), decorator, model),
      taskId: model.functionId(fn),
      library: {
        name: "celery",
        source: CELERY_AUTORETRY.source,
        afterLast: l10n.t("the error is raised and the task is marked FAILURE"),
      },
    },
  ];
}

/** `retry_jitter=False` may be `True` as well. */
function withJitterSpelling<T extends Pick<RetryRecord, "spelled">>(limits: T, decorator: Call, model: FileModel): T {
  const jitter = model.keyword(decorator, "retry_jitter")?.value;
  if (jitter?.kind !== "literal" || jitter.value) return limits;
  const edits = [{ start: jitter.start, end: jitter.end, text: "True" }];
  return { ...limits, spelled: { ...limits.spelled, jitter: { text: "retry_jitter=True", edits } } };
}

function automaticDelay(decorator: Call, model: FileModel): DelayRecord {
  const backoff = backoffOf(name => model.keyword(decorator, name)?.value, model);
  if (!backoff) {
    const countdown = model.property(model.keyword(decorator, "retry_kwargs")?.value, "countdown");
    const delay = defaultDelay(decorator, decorator, model);
    return countdown ? { ...delay, text: "countdown", value: symbolicOf(countdown, model) } : delay;
  }
  const argument = backoff.shown.parent ?? backoff.shown;
  return {
    place: model.place(argument),
    text: oneLine(model.source(argument)),
    value: backoff.value,
    unit: "s",
    implicit: true,
    source: CELERY_AUTORETRY.source,
    cappable: false,
  };
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
