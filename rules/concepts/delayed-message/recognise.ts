/** Finds countdowns, times and the options of queues. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { QUEUE_LIMITS, type QueueLimitRow } from "../../libraries/brokers.ts";
import { operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, type Symbolic } from "../../semantics/symbolic.ts";
import { recogniseCelery } from "../retry/recognise-celery.ts";
import { settingsIn } from "../task-settings/recognise-settings.ts";
import { tasksIn } from "../task-settings/recognise-tasks.ts";
import type { DelayedMessageRecord } from "./record.ts";

const SENDS = /^(apply_async|send_task|set|signature|subtask)$/u;
const NOW = /\b(utc)?now\(|\btoday\(|timezone\.now/u;
const MAX_TEXT = 60;

export function delayedIn(model: FileModel): DelayedMessageRecord[] {
  if (!model.python) return model.calls.flatMap(call => queueCall(call, model));
  const at =
    (kind: "retry" | "run" | "limit") =>
    (span: { start: number; end: number }): DelayedMessageRecord => ({
      kind,
      start: span.start,
      end: span.end,
    });
  return [
    ...model.calls.flatMap(call => sent(call, model)),
    ...recogniseCelery(model).map(at("retry")),
    ...tasksIn(model).map(at("run")),
    ...settingsIn(model)
      .filter(one => one.name === "task_time_limit" || one.name === "task_soft_time_limit")
      .map(at("limit")),
    ...settingTables(model),
  ];
}

/** `remind.apply_async(args, countdown=7200)`, `remind.s().set(eta=now() + timedelta(hours=3))`. */
function sent(call: Call, model: FileModel): DelayedMessageRecord[] {
  const { callee } = call;
  if (callee.kind !== "member" || !SENDS.test(callee.name)) return [];
  const countdown = model.keyword(call, "countdown");
  const eta = model.keyword(call, "eta");
  const given = countdown ?? eta;
  const seconds = countdown ? symbolicOf(countdown.value, model) : eta && untilEta(eta.value, model);
  if (!given || !seconds) return [];
  const task = model.pathOf(callee.object);
  return [
    {
      kind: "send",
      start: given.start,
      end: given.end,
      seconds,
      text: short(given, model),
      ...(task ? { task } : {}),
    },
  ];
}

/** `datetime.now() + timedelta(…)`: what is added to now. */
function untilEta(value: Expression, model: FileModel): Symbolic | undefined {
  const known = model.valueOf(value);
  if (known.kind !== "binary" || known.operator !== "+") return undefined;
  if (NOW.test(model.source(known.left))) return symbolicOf(known.right, model);
  return NOW.test(model.source(known.right)) ? symbolicOf(known.left, model) : undefined;
}

/** `queue.send(body, { delaySeconds: 90_000 })`, `Consumer.create({ visibilityTimeout: 30, … })`. */
function queueCall(call: Call, model: FileModel): DelayedMessageRecord[] {
  const library = model.libraryNameOf(call.callee) ?? "";
  const method = call.callee.kind === "member" ? call.callee.name : "";
  return QUEUE_LIMITS.flatMap(row => {
    if (!(row.library?.test(library) ?? row.method?.test(method) ?? false)) return [];
    return call.args.flatMap(argument => {
      const options = model.valueOf(argument.value);
      return options.kind === "object" ? ofOptions(row, options, model) : [];
    });
  });
}

/** Settings of a queue that stand in a table of a module: `Q_CLUSTER = {"timeout": 90, "retry": 60}`. */
function settingTables(model: FileModel): DelayedMessageRecord[] {
  if (!QUEUE_LIMITS.some(row => row.table !== undefined && model.text.includes(row.table))) return [];
  const found: DelayedMessageRecord[] = [];
  walk(model.module, node => {
    if (node.kind === "function" || node.kind === "class") return false;
    const [target, value] =
      node.kind === "declare" ? [node.target, node.value] : node.kind === "assign" ? [node.targets[0], node.value] : [];
    if (target?.kind !== "name" || value?.kind !== "object") return undefined;
    for (const row of QUEUE_LIMITS) if (row.table === target.name) found.push(...ofOptions(row, value, model));
    return undefined;
  });
  return found;
}

function ofOptions(
  row: QueueLimitRow,
  options: Expression & { kind: "object" },
  model: FileModel,
): DelayedMessageRecord[] {
  const property = options.properties.findLast(one => one.key === row.option && !one.spread);
  const hidden = options.properties.some(one => one.spread);
  const against = row.against === undefined ? undefined : model.property(options, row.against.option);
  if (row.against && (!against || hidden || model.property(options, row.against.unless ?? ""))) return [];
  const at = property ?? options.properties.find(one => one.key === row.against?.option);
  if (!at || (!property && row.fallbackSeconds === undefined)) return [];
  return [
    {
      kind: "queue",
      start: at.start,
      end: at.end,
      row: row.title,
      option: row.option,
      seconds: property ? symbolicOf(property.value, model) : constant(row.fallbackSeconds!),
      ...(against
        ? {
            against: operation("*", symbolicOf(against, model), constant(row.against!.unitSeconds)),
            againstText: row.against!.option,
          }
        : {}),
      text: short(at, model),
    },
  ];
}

function short(node: { start: number; end: number }, model: FileModel): string {
  const text = model.source(node).replace(/\s+/gu, " ");
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT - 1)}…` : text;
}
