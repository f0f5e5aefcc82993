/** Messages that a handler rejects so that they are delivered again, and tasks that enqueue themselves when they fail. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression, FunctionNode, Handler, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { DEAD_LETTER_NAME, REJECTS, type RejectRow } from "../../libraries/requeues.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { codeOf, handlerAround, mentionsCounter } from "./evidence.ts";
import type { RequeueRecord, RequeueRepair } from "./requeue.ts";

/** Failures that pass by themselves: to wait for them is no fault. */
const TRANSIENT =
  /timeout|connection|unavailable|transient|temporary|retry|rate|throttl|lock|deadlock|operational|shutdown|cancel|interrupt/iu;

export function rejectedMessages(model: FileModel): RequeueRecord[] {
  const modules = model.module.body.flatMap(statement => (statement.kind === "import" ? [statement.module] : []));
  const rows = REJECTS.filter(
    row => modules.some(module => row.modules.test(module)) || row.modules.test(requires(model)),
  );
  if (rows.length === 0) return [];
  return model.calls.flatMap(call => {
    const name = call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
    const row = rows.find(one => one.method === name);
    const record = row && rejected(call, row, model);
    return record ? [record] : [];
  });
}

function requires(model: FileModel): string {
  const call = model.calls.find(one => one.callee.kind === "name" && one.callee.name === "require");
  const name = call?.args[0]?.value;
  return name?.kind === "literal" ? String(name.value) : "";
}

function rejected(call: Call, row: RejectRow, model: FileModel): RequeueRecord | undefined {
  const handler = handlerAround(call);
  const unit = model.outermostFunction(call);
  if (!handler || !unit || !putsBack(call, row, model)) return undefined;
  const letter = deadLetterBefore(call, handler, model);
  if (!letter && (isGuarded(call, handler) || isTransient(handler, model))) return undefined;
  if (mentionsCounter(unit, model)) return undefined;
  if (!letter && row.reads.test(codeOf(unit, model))) return undefined;
  const repair = letter ? acknowledge(call, letter, handler) : asksNoRequeue(call, row, model);
  return {
    start: call.start,
    end: call.end,
    way: letter ? "deadLetterAndNack" : "nacked",
    functionId: model.functionId(model.enclosingFunction(call)),
    name: model.enclosingFunction(call)?.name ?? "",
    at: model.place(call),
    text: model.source(call.callee).replace(/\s+/gu, ""),
    broker: row.broker,
    policy: row.broker,
    ...(letter
      ? {
          before: {
            place: model.place(letter),
            message: l10n.t("The failed message is published as a dead letter here."),
          },
        }
      : {}),
    ...(repair ? { repair } : {}),
  };
}

/** The option is not given and the default puts it back, or it is given as true; what is computed is not known. */
function putsBack(call: Call, row: RejectRow, model: FileModel): boolean {
  if (!row.requeue) return true;
  const given = model.argument(call, row.requeue.position, row.requeue.option);
  const object = call.args.findLast(one => one.value.kind === "object")?.value;
  const value = given ?? model.property(object, row.requeue.option);
  if (!value) return row.requeue.byDefault && !call.args.some(one => one.spread);
  const known = model.valueOf(value);
  return known.kind === "literal" && known.value === true;
}

/** The rejection hangs on a test of the failure or of the message. */
export function isGuarded(call: Call, handler: Handler): boolean {
  for (let at = call.parent; at && at !== handler; at = at.parent)
    if (at.kind === "if" || at.kind === "conditional" || at.kind === "switch") return true;
  return handler.body.some(statement => statement.kind === "if" && statement.end <= call.start);
}

export function isTransient(handler: Handler, model: FileModel): boolean {
  return handler.types.length > 0 && handler.types.every(type => TRANSIENT.test(model.source(type)));
}

/** A publication to a dead letter that runs before the rejection in the same handler. */
function deadLetterBefore(call: Call, handler: Handler, model: FileModel): Call | undefined {
  const found: Call[] = [];
  walk(handler, node => {
    if (node.kind !== "call" || node.end > call.start || excludes(node, call)) return;
    const text = model.source(node).slice(0, 400);
    const callee = model.source(node.callee);
    if (/log|print|warn|error|info|metric|capture/iu.test(callee.slice(callee.lastIndexOf(".") + 1))) return;
    const publishes =
      /publish|send|add|put|push|enqueue|insert|produce|emit|delay|apply_async|move|to_?d|create/iu.test(
        callee.slice(callee.lastIndexOf(".") + 1),
      );
    if (publishes && DEAD_LETTER_NAME.test(text)) found.push(node);
  });
  return found[0];
}

/** On two sides of one branch, or the first leaves the function. */
function excludes(first: Node, second: Node): boolean {
  for (let at = first.parent; at && at.kind !== "handler" && at.kind !== "function"; at = at.parent) {
    if (at.kind !== "if") continue;
    const inThen = at.then.some(one => one.start <= first.start && one.end >= first.end);
    const other = inThen ? at.otherwise : at.then;
    if (other.some(one => one.start <= second.start && one.end >= second.end)) return true;
    const own = inThen ? at.then : at.otherwise;
    if (own.some(one => one.kind === "return" || one.kind === "throw" || one.kind === "jump")) return true;
  }
  return false;
}

/** When the publication can fail and be passed over, acknowledging would lose the message. */
function acknowledge(call: Call, letter: Call, handler: Handler): RequeueRepair | undefined {
  for (let at = letter.parent; at && at !== handler; at = at.parent)
    if (at.kind === "try" || at.kind === "if") return undefined;
  const { callee } = call;
  return callee.kind === "member" && callee.name === "nack" && call.args.length === 0
    ? { kind: "acknowledge", at: callee.nameSpan }
    : undefined;
}

/** Written `true` becomes false: the broker's dead-letter exchange takes the message. */
function asksNoRequeue(call: Call, row: RejectRow, model: FileModel): RequeueRepair | undefined {
  const given: Expression | undefined = row.requeue && model.argument(call, row.requeue.position, row.requeue.option);
  return given?.kind === "literal" && given.value === true
    ? { kind: "argument", at: { start: given.start, end: given.end }, text: model.python ? "False" : "false" }
    : undefined;
}

/** `sync_order.delay(order_id)` in an error handler of `sync_order` itself. */
export function selfEnqueues(model: FileModel): RequeueRecord[] {
  return model.calls.flatMap(call => {
    const { callee } = call;
    if (callee.kind !== "member" || !/^(?:delay|apply_async|send|enqueue|schedule|apply)$/u.test(callee.name))
      return [];
    const unit = model.outermostFunction(call);
    const handler = handlerAround(call);
    if (!unit?.name || !handler || !namesItself(callee.object, unit, model)) return [];
    if (isGuarded(call, handler) || isTransient(handler, model)) return [];
    if (mentionsCounter(unit, model)) return [];
    return [
      {
        start: call.start,
        end: call.end,
        way: "enqueuesItself" as const,
        functionId: model.functionId(unit),
        name: unit.name,
        at: model.place(call),
        text: `${model.source(callee).replace(/\s+/gu, "")}()`,
      },
    ];
  });
}

function namesItself(object: Expression, unit: FunctionNode, model: FileModel): boolean {
  if (object.kind !== "name" || object.name !== unit.name) return false;
  return model.bindingOf(object)?.definitions.some(one => one.node === unit) ?? false;
}
