/** Work that is taken from a list or queue and pushed into the same one when it fails, and failures told to a status helper. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression, FunctionNode } from "../../ir/nodes.ts";
import { WAITING } from "../../libraries/requeues.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import { handlerAround, mentionsCounter, nameOf } from "./evidence.ts";
import { isGuarded, isTransient } from "./recognise-messages.ts";
import { WORK } from "./recognise-rows.ts";
import type { RequeueRecord } from "./requeue.ts";
import { wordOf } from "./row-writes.ts";

/** Redis lists and sets: what takes and what puts. Source: Redis command reference. */
const TAKES =
  /^(?:b?lpop|b?rpop|b?rpoplpush|b?lmove|b?zpopmin|b?zpopmax|spop|blPop|brPop|lPop|rPop|zPopMin|bzPopMin)$/u;
const PUTS = /^(?:lpush|rpush|lPush|rPush|zadd|zAdd|sadd|sAdd)$/u;
const ADDS = /^(?:add|enqueue|sendMessage|send|publish)$/u;
/** The job's own data, as it is or spread. */
const JOB_DATA = /^(?:\{\s*\.\.\.)?job\.data\b/u;
const SETS_STATUS =
  /^(?:_*(?:update|set|mark|change|transition|reset|save)_?\w{0,60}(?:status|state)\w{0,60}|_*mark_?as)$/iu;

export function pushedBack(model: FileModel): RequeueRecord[] {
  return model.calls.flatMap(call => {
    const put = failurePath(call, PUTS, model);
    if (!put || !call.args[0]) return [];
    const queue = call.args[0].value;
    const taken = takenFrom(queue, put.unit, model);
    if (!taken || mentionsCounter(put.unit, model)) return [];
    return [
      {
        start: call.start,
        end: call.end,
        way: "pushedBack" as const,
        functionId: model.functionId(put.unit),
        name: nameOf(model.enclosingFunction(call), put.unit, model),
        at: model.place(call),
        text: `${model.source(call.callee).replace(/\s+/gu, "")}(${model.source(queue)})`,
        before: { place: model.place(taken), message: l10n.t("The job is taken from the queue here.") },
      },
    ];
  });
}

/** `queue.add(job.name, job.data)` in an error handler of the job itself. */
export function addedAgain(model: FileModel): RequeueRecord[] {
  return model.calls.flatMap(call => {
    const again = failurePath(call, ADDS, model);
    if (!again || exitOf(again.handler.body) === "throw" || mentionsCounter(again.unit, model)) return [];
    const fn = model.enclosingFunction(call);
    const own = call.args.some(argument => JOB_DATA.test(model.source(argument.value)));
    if (!fn || !own || !fn.params.some(parameter => parameter.name === "job")) return [];
    return [
      {
        start: call.start,
        end: call.end,
        way: "enqueuesItself" as const,
        functionId: model.functionId(fn),
        name: fn.name ?? l10n.t("the job"),
        at: model.place(call),
        text: model.source(call.callee).replace(/\s+/gu, ""),
      },
    ];
  });
}

/** `repository.update_status(job.id, "pending")` in an error handler. */
export function toldStatuses(model: FileModel): RequeueRecord[] {
  return model.calls.flatMap(call => {
    const told = failurePath(call, SETS_STATUS, model);
    if (!told || exitOf(told.handler.body) === "throw") return [];
    if (!WORK.test(model.path) && !WORK.test(told.unit.name ?? "")) return [];
    const status = call.args.find(argument => WAITING.test(wordOf(argument.value, model) ?? ""));
    if (!status || mentionsCounter(told.unit, model)) return [];
    return [
      {
        start: call.start,
        end: call.end,
        way: "putBack" as const,
        functionId: model.functionId(told.unit),
        name: nameOf(model.enclosingFunction(call), told.unit, model),
        at: model.place(call),
        column: "status",
        value: wordOf(status.value, model)!,
        text: model.source(call.callee).replace(/\s+/gu, ""),
      },
    ];
  });
}

/** The call stands in a handler of every failure, and no test of the failure decides about it. */
function failurePath(call: Call, name: RegExp, model: FileModel) {
  const { callee } = call;
  if ((callee.kind !== "member" && callee.kind !== "name") || !name.test(callee.name)) return undefined;
  const handler = handlerAround(call);
  const unit = model.outermostFunction(call);
  if (!handler || !unit || isGuarded(call, handler) || isTransient(handler, model)) return undefined;
  return { handler, unit };
}

function takenFrom(queue: Expression, unit: FunctionNode, model: FileModel): Call | undefined {
  const text = model.source(queue);
  return model.calls.find(
    call =>
      call.start >= unit.start &&
      call.end <= unit.end &&
      call.callee.kind === "member" &&
      TAKES.test(call.callee.name) &&
      call.args[0] !== undefined &&
      model.source(call.args[0].value).replace(/^\[(.*)\]$/u, "$1") === text,
  );
}
