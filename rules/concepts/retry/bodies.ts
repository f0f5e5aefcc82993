/** What a retry does again: the decorated function, the callback, the loop over a library's attempts. */
import type { Call, Decorator, Expression, FunctionNode, Loop, Node } from "../../ir/nodes.ts";
import type { Place } from "../../finding.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { repeatingLoops } from "./positions.ts";
import type { BodyRecord, RetryKind, RetryRecord } from "./record.ts";

export interface Repeated {
  /** Function that the retry stands in, or the repeated one of a decorator. */
  functionId: string;
  body?: BodyRecord;
}

/** Of a library's retry: `at` is the call that makes it, or the bare decorator. */
export function repeatedBy(at: Expression, model: FileModel): Repeated {
  const decorated = decoratedBy(at);
  if (decorated) return functionBody(decorated, model);
  const within = { functionId: model.functionId(model.enclosingFunction(at)) };
  const loop = loopOver(at);
  if (loop) return { ...within, body: { place: model.place(bodySpan(loop)) } };
  const outer = calledWith(at);
  for (const call of [outer, at]) {
    const body = call?.kind === "call" ? callbackOf(call, model) : undefined;
    if (body) return { ...within, body };
  }
  return within;
}

export function functionBody(fn: FunctionNode, model: FileModel): Repeated {
  const functionId = model.functionId(fn);
  return { functionId, body: { place: model.place(fn.bodySpan), functionId } };
}

export function bodySpan(loop: Loop): { start: number; end: number } {
  return { start: loop.body[0]?.start ?? loop.end, end: loop.body.at(-1)?.end ?? loop.end };
}

function decoratedBy(at: Expression): FunctionNode | undefined {
  const decorator = at.parent as Decorator | Node | undefined;
  return decorator?.kind === "decorator" && decorator.parent?.kind === "function" ? decorator.parent : undefined;
}

/** `for attempt in Retrying(…):` */
function loopOver(at: Expression): Loop | undefined {
  return at.parent?.kind === "loop" && at.parent.iterable === at ? at.parent : undefined;
}

/** `Retrying(…)(load, order)`, `Retrying(…).call(load)`: the call of what the library made. */
function calledWith(at: Expression): Call | undefined {
  const member = at.parent?.kind === "member" ? at.parent : undefined;
  const callee = member ?? at;
  return callee.parent?.kind === "call" && callee.parent.callee === callee ? callee.parent : undefined;
}

/** The function among the arguments, or in an options object (`task({ run: … })`). */
function callbackOf(call: Call, model: FileModel): BodyRecord | undefined {
  for (const argument of call.args) {
    const body = functionIn(argument.value, model);
    if (body) return body;
  }
  const run = call.args.map(argument => model.property(argument.value, "run")).find(one => one !== undefined);
  return run && functionIn(run, model);
}

function functionIn(value: Expression, model: FileModel): BodyRecord | undefined {
  if (value.kind === "function") return functionBody(value, model).body;
  if (value.kind !== "name" && value.kind !== "member") return undefined;
  const named = value.kind === "name" ? model.bindingOf(value)?.definitions[0]?.node : undefined;
  if (named?.kind === "function") return functionBody(named, model).body;
  const held = model.valueOf(value);
  if (held.kind === "function") return functionBody(held, model).body;
  const path = model.pathOf(value);
  return path?.root === "import" || path?.root === "this" || path?.root === "local" ? { path } : undefined;
}

/** Of a home-made retry, known by the place that waits: the loop, or the function that calls or schedules itself. */
export function surroundings(
  wait: Node,
  kind: RetryKind,
  model: FileModel,
): Pick<RetryRecord, "at" | "body" | "handler"> {
  const handler = handlerAround(wait, model);
  const loop = kind === "loop" ? repeatingLoops(wait)[0] : undefined;
  if (loop) return { at: model.place(loop.headSpan), body: { place: model.place(bodySpan(loop)) }, ...handler };
  const fn = model.enclosingFunction(wait);
  const repeated = fn && kind !== "schedule" ? functionBody(fn, model).body : undefined;
  return { at: model.place(wait), ...(repeated ? { body: repeated } : {}), ...handler };
}

/** The handler that a place stands in. */
export function handlerAround(wait: Node, model: FileModel): { handler?: Place } {
  for (let at: Node | undefined = wait.parent; at && at.kind !== "function"; at = at.parent)
    if (at.kind === "handler") return { handler: model.place(at) };
  return {};
}
