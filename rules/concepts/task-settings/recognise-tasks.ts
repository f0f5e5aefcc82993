/** The options on a task's decorator, and how its body asks for a retry. */
import type { Call, Decorator, Expression, FunctionNode, Module, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { MEMORY_HUNGRY } from "../../libraries/celery-settings.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { foreignOption, isOption, nearOption } from "./names.ts";
import type { OptionRecord, RetryUse, TaskOptionsRecord } from "./record.ts";

const WORDS = new Set(["task", "shared_task", "periodic_task"]);
const MAX_TEXT = 80;

/** Options that rules ask for; the others only count when they are no options. */
const ASKED = new Set([
  "max_retries",
  "default_retry_delay",
  "autoretry_for",
  "retry_backoff",
  "retry_backoff_max",
  "retry_jitter",
  "retry_kwargs",
  "dont_autoretry_for",
  "acks_late",
  "reject_on_worker_lost",
  "acks_on_failure_or_timeout",
  "acks_on_failure",
  "acks_on_timeout",
  "time_limit",
  "soft_time_limit",
]);

export function tasksIn(model: FileModel): TaskOptionsRecord[] {
  return model.once(findTasks, model.module);
}

function findTasks(_module: Module, model: FileModel): TaskOptionsRecord[] {
  return model.python ? model.functions.flatMap(fn => taskOptions(fn, model)) : [];
}

/** The name by which a decorator makes tasks; undefined for other decorators. */
export function taskWord(expression: Expression): string | undefined {
  const callee = expression.kind === "call" ? expression.callee : expression;
  const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
  return WORDS.has(name) ? name : undefined;
}

function taskOptions(fn: FunctionNode, model: FileModel): TaskOptionsRecord[] {
  const index = fn.decorators.findIndex(decorator => taskWord(decorator.expression) !== undefined);
  const decorator = fn.decorators[index];
  if (!decorator || fn.name === undefined) return [];
  const { expression } = decorator;
  const call = expression.kind === "call" ? expression : undefined;
  const path = model.pathOf(call ? call.callee : expression);
  const app = appOf(call ? call.callee : expression, model);
  const base = call && model.keyword(call, "base")?.value;
  const basePath = base && model.pathOf(base);
  const taskName = call && literalText(model.keyword(call, "name")?.value);
  const memory = memoryIn(model);
  return [
    {
      start: decorator.start,
      end: decorator.end,
      name: fn.name,
      ...(taskName === undefined ? {} : { taskName }),
      functionId: model.functionId(fn),
      ...(path ? { decorator: path } : {}),
      ...(app ? { app } : {}),
      word: taskWord(expression)!,
      place: model.place(expression),
      options: call ? optionsOf(call, model) : [],
      open: call?.args.some(argument => argument.spread === "keyword") ?? false,
      ...(basePath ? { base: basePath } : base ? { baseUnknown: true } : {}),
      retry: retryUse(fn, model),
      reads: readsOf(fn),
      wrappedBy: wrappersOf(fn.decorators.slice(index + 1), model),
      ...(memory === undefined ? {} : { memory }),
      ...(/\bredelivered\b/u.test(model.source(fn)) ? { checksRedelivery: true } : {}),
      addAt: call ? (call.args.at(-1)?.end ?? call.argsStart) : decorator.end,
    },
  ];
}

function appOf(callee: Expression, model: FileModel): AccessPath | undefined {
  let at = callee;
  while (at.kind === "member") at = at.object;
  return callee.kind === "member" && at.kind === "name" ? model.symbolOf(at) : undefined;
}

function optionsOf(call: Call, model: FileModel): OptionRecord[] {
  return call.args.flatMap(argument => {
    const { name } = argument;
    if (name === undefined || !(ASKED.has(name) || isWrong(name))) return [];
    return [
      {
        name,
        place: model.place(argument),
        namePlace: model.place({ start: argument.start, end: argument.start + name.length }),
        value: symbolicOf(argument.value, model),
        text: short(argument.value, model),
      },
    ];
  });
}

function isWrong(name: string): boolean {
  return !isOption(name) && (foreignOption(name) !== undefined || nearOption(name) !== undefined);
}

/** `self.retry(…)`, `sync_lead.retry(…)`, `current_task.retry(…)`, `raise Retry(…)`, and the task given to others. */
function retryUse(fn: FunctionNode, model: FileModel): RetryUse {
  const names = new Set([fn.params[0]?.name ?? "self", fn.name ?? "", "self", "current_task"]);
  const use: RetryUse = { asks: false, undelayed: false, delayed: false, given: [], givenAway: false };
  walk(fn, node => {
    if (node.kind === "throw" && node.value && /\bRetry\b/u.test(model.source(node.value).slice(0, 60)))
      use.asks = true;
    if (node.kind !== "call") return;
    if (node.callee.kind === "member" && /^(retry|Retry|apply_async|replace)$/u.test(node.callee.name)) {
      const { object, name } = node.callee;
      // A task that sends itself again does by hand what a retry does.
      if (!(object.kind === "name" && names.has(object.name)) && !/\b(self|task)\b/u.test(model.source(object))) return;
      const delayed =
        ["countdown", "eta"].some(option => model.keyword(node, option)) || node.args.some(one => one.spread);
      use.asks = true;
      const most = name === "retry" ? model.keyword(node, "max_retries") : undefined;
      if (most?.value.kind === "literal" && most.value.value === null) use.none ??= model.place(most);
      if (delayed) use.delayed = true;
      else if (name === "retry") use.undelayed = true;
      return;
    }
    for (const argument of node.args) giveTask(argument.value, node, fn, use, model);
  });
  return use;
}

function giveTask(value: Expression, call: Call, fn: FunctionNode, use: RetryUse, model: FileModel): void {
  if (value.kind !== "name" || value.name !== fn.params[0]?.name || !/^(self|task|celery_task)$/u.test(value.name))
    return;
  const path = model.pathOf(call.callee);
  if (path && path.root !== "parameter") use.given.push(path);
  else use.givenAway = true;
}

/** Members read from the task. */
function readsOf(fn: FunctionNode): string[] {
  const names = new Set<string>();
  walk(fn, node => {
    if (node.kind === "member" && node.object.kind === "name" && node.object.name === (fn.params[0]?.name ?? "self"))
      names.add(node.name);
  });
  return [...names].slice(0, 30);
}

function wrappersOf(decorators: readonly Decorator[], model: FileModel): AccessPath[] {
  return decorators.flatMap(decorator => {
    const { expression } = decorator;
    const path = model.pathOf(expression.kind === "call" ? expression.callee : expression);
    return path ? [path] : [{ root: "local" as const, steps: [] }];
  });
}

function memoryIn(model: FileModel): string | undefined {
  for (const statement of model.module.body)
    if (statement.kind === "import") {
      const name = statement.module.split(".")[0]!;
      if (MEMORY_HUNGRY.has(name)) return name;
    }
  return undefined;
}

function literalText(value: Expression | undefined): string | undefined {
  return value?.kind === "literal" && typeof value.value === "string" ? value.value : undefined;
}

function short(node: Node, model: FileModel): string {
  const text = model.source(node).replace(/\s+/gu, " ");
  return text.length > MAX_TEXT ? "" : text;
}
