/** Functions that a queue may run: by a decorator, by the call that puts them on it, by a worker's list. Python alone. */
import type { Call, ClassNode, FunctionNode } from "../../ir/nodes.ts";
import { ENQUEUED_TIMES, WORKER_CLASS_TIMES } from "../../libraries/time-limits.ts";
import { symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { TaskTimeRecord } from "./task-time.ts";

const DECORATORS = /^(?:task|shared_task|periodic_task|actor|job)$/u;
const ENQUEUES = /^enqueue/u;

export function taskTimesIn(model: FileModel): TaskTimeRecord[] {
  if (!model.python) return [];
  return [
    ...model.functions.flatMap(fn => decorated(fn, model)),
    ...model.calls.flatMap(call => enqueued(call, model)),
    ...model.classes.flatMap(owner => listed(owner, model)),
  ];
}

function decorated(fn: FunctionNode, model: FileModel): TaskTimeRecord[] {
  const isTask = fn.decorators.some(({ expression }) => {
    const callee = expression.kind === "call" ? expression.callee : expression;
    return (callee.kind === "name" || callee.kind === "member") && DECORATORS.test(callee.name);
  });
  if (!isTask || !fn.nameSpan) return [];
  return [{ form: "decorated", ...spanOf(fn.nameSpan, model), functionId: model.functionId(fn) }];
}

function enqueued(call: Call, model: FileModel): TaskTimeRecord[] {
  if (call.callee.kind !== "member" || !ENQUEUES.test(call.callee.name)) return [];
  const path = model.pathOf(call.callee);
  const task = call.args[0] && model.pathOf(call.args[0].value);
  if (!path || !task || call.args.some(argument => argument.spread === "keyword")) return [];
  const options = ENQUEUED_TIMES.map(row => row.option);
  const limit = call.args.find(argument => argument.name !== undefined && options.includes(argument.name));
  return [
    {
      form: "enqueued",
      ...spanOf(call.callee, model),
      functionId: model.functionId(model.enclosingFunction(call)),
      call: path,
      task,
      ...(limit ? { limit: symbolicOf(limit.value, model) } : {}),
    },
  ];
}

/** `class WorkerSettings: functions = [sync_leads]; job_timeout = 600`. */
function listed(owner: ClassNode, model: FileModel): TaskTimeRecord[] {
  const list = model.memberValues(owner, WORKER_CLASS_TIMES.functions)[0];
  if (list?.kind !== "list" || !/^Worker/u.test(owner.name ?? "")) return [];
  const limit = model.memberValues(owner, WORKER_CLASS_TIMES.option)[0];
  return list.items.flatMap((item): TaskTimeRecord[] => {
    const task = model.pathOf(item);
    if (item.kind !== "name" || !task) return [];
    const given = limit ? { limit: symbolicOf(limit, model) } : {};
    return [{ form: "listed", ...spanOf(item, model), functionId: "", task, ...given }];
  });
}

function spanOf(span: { start: number; end: number }, model: FileModel) {
  return { start: span.start, end: span.end, place: model.place(span) };
}
