/** Failures of deliveries that are only told: in the handler around the call, or after the last turn of a loop of attempts. */
import type { Call, Handler, Loop, Node, Statement, Try } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { EFFECT_METHODS } from "../../libraries/effects.ts";
import { DELIVERS, TELLS_ONLY } from "../../libraries/failed-work.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import { calleePath, calleeText } from "../task/body/call-facts.ts";
import type { FailedWorkRecord } from "./failed-work.ts";

export function swallowedFailures(model: FileModel): FailedWorkRecord[] {
  const found: FailedWorkRecord[] = [];
  for (const node of model.nodesOf("try", "loop"))
    found.push(...(node.kind === "try" ? swallowedIn(node, model) : givenUpAfter(node, model)));
  return found;
}

function swallowedIn(node: Try, model: FileModel): FailedWorkRecord[] {
  const handler = node.handlers.find(one => isBroad(one, model));
  const fn = model.enclosingFunction(node);
  if (!handler || !fn || fn.params.length === 0 || !tellsOnly(handler.body)) return [];
  if (loopsOf(node).some(loop => isAttemptLoop(loop))) return [];
  const effect = callIn(node.body, (call, name) => EFFECT_METHODS.has(name) && tryAround(call) === node);
  if (!effect) return [];
  const path = calleePath(effect.callee, model);
  const head = { start: handler.start, end: handler.body[0]?.start ?? handler.end };
  return [
    {
      ...trimmed(head, model),
      way: "swallowed",
      at: model.place(trimmed(head, model)),
      functionId: model.functionId(fn),
      name: fn.name ?? "",
      effect: model.place(effect),
      ...(path ? { path } : {}),
      text: calleeText(effect.callee),
    },
  ];
}

/** `for (attempt < 3) { try { await send(); return; } catch { … } }` and then only a log. */
function givenUpAfter(loop: Loop, model: FileModel): FailedWorkRecord[] {
  const fn = loop.parent;
  if (fn?.kind !== "function" || !isAttemptLoop(loop)) return [];
  const rest = fn.body.slice(fn.body.indexOf(loop) + 1);
  const told = rest[0];
  if (!told || !tellsOnly(rest) || rest.some(statement => statement.kind === "return" && statement.value)) return [];
  const attempt = loop.body.find(one => one.kind === "try");
  if (!attempt || attempt.handlers.length === 0 || !attempt.handlers.every(one => tellsOrWaits(one.body))) return [];
  if (returnsValue(attempt)) return [];
  const effect = callIn(attempt.body, (_call, name) => DELIVERS.test(name) || EFFECT_METHODS.has(name));
  if (!effect) return [];
  const attempts = attemptsOf(loop, model);
  return [
    {
      start: told.start,
      end: told.end,
      way: "givenUp",
      at: model.place(told),
      functionId: model.functionId(fn),
      name: fn.name ?? "",
      text: calleeText(effect.callee),
      ...(attempts === undefined ? {} : { attempts }),
      loop: model.place(loop.headSpan),
    },
  ];
}

/** Success leaves the function with nothing: a caller cannot tell success from failure. */
function returnsValue(attempt: Try): boolean {
  let value = false;
  for (const statement of attempt.body)
    walk(statement, node => {
      if (node.kind === "function") return false;
      if (node.kind === "return" && node.value && node.value.kind !== "literal") value = true;
      if (node.kind === "return" && node.value?.kind === "literal" && node.value.value !== null) value = true;
      return undefined;
    });
  return value;
}

/** A loop over a counter or a range, with a `try` in it. */
function isAttemptLoop(loop: Loop): boolean {
  if (!loop.body.some(statement => statement.kind === "try")) return false;
  if (loop.flavour === "for") return true;
  const { iterable } = loop;
  if (loop.flavour === "for-each")
    return iterable?.kind === "call" && iterable.callee.kind === "name" && iterable.callee.name === "range";
  return loop.test?.kind === "binary" && ["<", "<=", ">", ">="].includes(loop.test.operator);
}

function attemptsOf(loop: Loop, model: FileModel): number | undefined {
  const limit =
    loop.iterable?.kind === "call"
      ? loop.iterable.args.length === 1
        ? loop.iterable.args[0]!.value
        : undefined
      : loop.test?.kind === "binary" && loop.test.operator === "<" && startsAtZero(loop)
        ? loop.test.right
        : undefined;
  const value = limit && model.valueOf(limit);
  return value?.kind === "literal" && typeof value.value === "number" ? value.value : undefined;
}

function startsAtZero(loop: Loop): boolean {
  const [first] = loop.init ?? [];
  return first?.kind === "declare" && first.value?.kind === "literal" && first.value.value === 0;
}

function isBroad(handler: Handler, model: FileModel): boolean {
  return handler.types.length === 0 || handler.types.some(type => /^(?:Base)?Exception$/u.test(model.source(type)));
}

/** Nothing but words: no throw, no retry, nothing kept, no value handed on. */
export function tellsOnly(statements: readonly Statement[]): boolean {
  if (statements.length === 0 || exitOf(statements) === "throw") return false;
  return statements.every(statement => isQuiet(statement, false));
}

function tellsOrWaits(statements: readonly Statement[]): boolean {
  return statements.every(statement => isQuiet(statement, true));
}

function isQuiet(statement: Statement, waits: boolean): boolean {
  let quiet = true;
  walk(statement, node => {
    if (node.kind === "throw" || node.kind === "yield") quiet = false;
    else if (node.kind === "assign" && !waits) quiet = false;
    else if (node.kind === "assign" && node.targets.some(target => target.kind !== "name")) quiet = false;
    else if (node.kind === "return" && node.value && node.value.kind !== "literal") quiet = false;
    else if (node.kind === "call") {
      const text = calleeText(node.callee);
      if (
        !TELLS_ONLY.test(text) &&
        !(waits && /sleep|wait|pause|backoff|timer|delay|setTimeout|resolve|Promise|pow|min|random/iu.test(text))
      )
        quiet = false;
    }
    return quiet ? undefined : false;
  });
  return quiet;
}

function callIn(body: readonly Statement[], is: (call: Call, name: string) => boolean): Call | undefined {
  let found: Call | undefined;
  for (const statement of body)
    walk(statement, node => {
      if (node.kind === "function") return false;
      if (node.kind === "call" && !found) {
        const { callee } = node;
        const name = callee.kind === "member" || callee.kind === "name" ? callee.name : "";
        if (is(node, name)) found = node;
      }
      return undefined;
    });
  return found;
}

/** The nearest `try` around a call with handlers: what takes its failure first. */
function tryAround(call: Call): Try | undefined {
  for (
    let at: Node = call, parent = at.parent;
    parent && parent.kind !== "function";
    at = parent, parent = parent.parent
  )
    if (parent.kind === "try" && parent.handlers.length > 0 && parent.body.includes(at as Statement)) return parent;
  return undefined;
}

function loopsOf(node: Node): Loop[] {
  const loops: Loop[] = [];
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent) if (at.kind === "loop") loops.push(at);
  return loops;
}

function trimmed(span: { start: number; end: number }, model: FileModel): { start: number; end: number } {
  return { start: span.start, end: span.start + model.source(span).trimEnd().split("\n")[0]!.trimEnd().length };
}
