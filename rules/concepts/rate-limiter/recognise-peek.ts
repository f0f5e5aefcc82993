/** A library's limiter that is asked what remains, and counted later by a call whose answer nothing depends on. */
import type { Call, Expression } from "../../ir/nodes.ts";
import { LIMIT_ANSWERS } from "../../libraries/limit-answers.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { keyOf } from "../../semantics/values.ts";
import { neglectOf } from "./check-use.ts";
import type { PeekRecord } from "./count-record.ts";

const PEEKS = new Map(LIMIT_ANSWERS.flatMap(answer => (answer.peeks ?? []).map(peek => [peek, answer] as const)));

export function peeksIn(model: FileModel): PeekRecord[] {
  return model.calls.flatMap(call => peekOf(call, model) ?? []);
}

function peekOf(call: Call, model: FileModel): PeekRecord | undefined {
  const { callee } = call;
  if (callee.kind !== "member" || !PEEKS.has(callee.name) || !call.args[0]) return undefined;
  const fn = model.enclosingFunction(call);
  const path = model.pathOf(callee);
  const counting = PEEKS.get(callee.name)!.calls.map(name => name.slice(name.lastIndexOf(".") + 1));
  const key = keyOf(call.args[0].value, model);
  const later = model.calls.find(
    one =>
      one.start > call.end &&
      one.callee.kind === "member" &&
      counting.includes(one.callee.name) &&
      model.enclosingFunction(one) === fn &&
      one.args[0] !== undefined &&
      keyOf(one.args[0].value, model) === key &&
      rootOf(one.callee.object) === rootOf(callee.object) &&
      neglectOf(one, model)?.neglect === "dropped",
  );
  if (!fn || !path || !later || later.callee.kind !== "member") return undefined;
  return {
    form: "peek",
    start: call.start,
    end: call.end,
    client: model.source(callee.object).slice(0, 60),
    key: model.source(call.args[0].value).slice(0, 60),
    path,
    first: model.place(call),
    second: model.place(later),
    compared: model.place(call),
    read: callee.name,
    write: later.callee.name,
    named: true,
  };
}

function rootOf(object: Expression): string {
  if (object.kind === "name") return object.name;
  if (object.kind === "member") return `${rootOf(object.object)}.${object.name}`;
  return object.kind === "call" ? `${rootOf(object.callee)}()` : "";
}
