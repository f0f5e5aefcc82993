/** Functions that try again by calling or scheduling themselves with the same arguments, after a failure. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression, FunctionNode, Node, Span } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { REFUSED } from "../../libraries/remote-calls.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardsAt } from "../../semantics/guards.ts";
import { isAttemptName } from "./attempt-names.ts";
import { functionBody, handlerAround } from "./bodies.ts";
import { Reader } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { jitterPlace } from "./jitter-place.ts";
import { guardsAround, limitsAt } from "./limits.ts";
import { isOwnMember } from "./members.ts";
import { enclosing, isWithin, mayPrecede, repeatingLoops } from "./positions.ts";
import { calleeName, STARTS, triedBy } from "./recognise-loops.ts";
import type { RetryRecord } from "./record.ts";
import { isMethodCall, ownCalls } from "./recursion.ts";
import { isLogging, type Wait, waitOf } from "./waits.ts";

export function recogniseRecursions(model: FileModel): RetryRecord[] {
  return model.functions.flatMap(fn => {
    const [first, ...others] = ownCalls(fn, model).filter(call => isRepetition(call, fn, model));
    return first ? [recordOf(first, others, fn, model)] : [];
  });
}

/** After a failure, with the same arguments or a counter among them. */
function isRepetition(call: Call, fn: FunctionNode, model: FileModel): boolean {
  const failure = failureAround(call, fn, model);
  if (failure === undefined || repeatingLoops(call).length > 0) return false;
  if (call.args.some(argument => isCounter(argument.value))) return true;
  return (failure.caught || waitsBefore(call, fn, model).length > 0) && givesTheSame(call, fn, model);
}

/** `attempt + 1`, `retries - 1`. */
function isCounter(value: Expression): boolean {
  if (value.kind !== "binary" || (value.operator !== "+" && value.operator !== "-")) return false;
  const { left } = value;
  return (left.kind === "name" || left.kind === "member") && COUNTS.test(left.name);
}

const COUNTS = /retr|attempt|tries/iu;

const FAILED = /\.ok\b|\bstatus(_?code)?\b|\b(429|5\d\d)\b|\b(error|err|exception)\b|RateLimit|rate_limit|\bretry/iu;

/** What failed: the handler, or the test of the branch that the call stands in. */
function failureAround(call: Call, fn: FunctionNode, model: FileModel): { span: Span; caught: boolean } | undefined {
  for (let at: Node | undefined = call.parent; at && at !== fn; at = at.parent)
    if (at.kind === "handler" || (at.kind === "function" && at.parent?.kind === "argument" && isCatch(at)))
      return { span: at, caught: true };
  const guard = guardsAt(call).find(one => one.node.start >= fn.start && FAILED.test(model.source(one.test)));
  return guard && { span: guard.test, caught: false };
}

/** `.catch(() => …)`, `socket.on("error", () => …)`. */
function isCatch(fn: FunctionNode): boolean {
  const call = fn.parent?.parent;
  if (call?.kind !== "call" || call.callee.kind !== "member") return false;
  if (call.callee.name === "catch") return true;
  const event = call.args[0]?.value;
  return /^(on|once|addEventListener)$/u.test(call.callee.name) && event?.kind === "literal" && event.value === "error";
}

function givesTheSame(call: Call, fn: FunctionNode, model: FileModel): boolean {
  const shift = isMethodCall(call, fn) ? 1 : 0;
  return call.args.every((argument, index) => {
    if (argument.spread) return true;
    const parameter =
      argument.name === undefined ? fn.params[index + shift] : fn.params.find(one => one.name === argument.name);
    return isSame(argument.value, parameter, model) || isCounting(argument.value, model);
  });
}

function isSame(value: Expression, parameter: FunctionNode["params"][number] | undefined, model: FileModel): boolean {
  if (value.kind === "name")
    return parameter?.name === value.name || model.bindingOf(value)?.kind !== "variable" || isUnchanged(value, model);
  if (value.kind === "object")
    return value.properties.every(
      one => one.spread === true || one.shorthand === true || isCounting(one.value, model) || isPlain(one.value),
    );
  return value.kind === "literal" || isOwnMember(value);
}

const isPlain = (value: Expression): boolean =>
  value.kind === "name" || value.kind === "literal" || value.kind === "member";

/** A variable of the call around, but not the result of a call: that would be the next page. */
function isUnchanged(name: Expression & { kind: "name" }, model: FileModel): boolean {
  const value = model.definitionOf(name)?.value;
  return value !== undefined && value.kind !== "call" && value.kind !== "await" && value.kind !== "member";
}

/** `attempt + 1`, `retries - 1`, `delay * 2`, `true`. */
function isCounting(value: Expression, model: FileModel): boolean {
  if (value.kind === "literal") return true;
  let counts = false;
  let calls = false;
  walk(value, node => {
    if (node.kind === "name" || node.kind === "member")
      counts ||= isAttemptName(node.name) || /delay|backoff|wait|retr|attempt|tries|depth|count/iu.test(node.name);
    if (node.kind === "call" && model.source(node.callee).startsWith("Math.") === false) calls = true;
  });
  return counts && !calls;
}

function recordOf(call: Call, others: Call[], fn: FunctionNode, model: FileModel): RetryRecord {
  const reader = new Reader(model);
  const waits = waitsBefore(call, fn, model);
  const limits = [call, ...others].flatMap(one => limitsAt(one, reader));
  const counted = mayBeCounted(call, fn, model) || others.some(one => mayBeCounted(one, fn, model));
  const failure = failureAround(call, fn, model);
  const name = model.functionId(fn).split(".").at(-1) ?? "";
  return {
    start: call.start,
    end: call.end,
    kind: "loop",
    name: name === "" || name.startsWith("@") ? l10n.t("the function") : `\`${name}\``,
    ...functionBody(fn, model),
    at: model.place(call),
    ...handlerAround(call, model),
    delays: waits.flatMap(wait =>
      delayRecords(wait.delay, wait.unit, model, reader).map(delay => ({
        ...delay,
        ...(wait.waiter ? { waiter: wait.waiter } : {}),
        ...jitterPlace(wait.delay, model),
      })),
    ),
    waits: "none",
    tries: {
      ...triedBy(attempted(call, fn, model), model),
      ...(failure && REFUSED.test(model.source(failure.span)) ? { refused: true } : {}),
      ...(STARTS.test(name) ? { opens: true } : {}),
    },
    limits,
    ...(limits.length > 0 || counted
      ? {}
      : { endless: l10n.t("`{0}` calls itself after every failure", calleeName(call.callee)) }),
    ...(reader.counter === undefined ? {} : { counter: reader.counter, stored: reader.stored }),
  };
}

/** A counter may end it: a parameter that changes, a member, a clock. */
function mayBeCounted(call: Call, fn: FunctionNode, model: FileModel): boolean {
  const guards = guardsAround(call).filter(guard => isWithin(guard.node, fn));
  const given = call.args.filter(argument => argument.value.kind !== "name" && argument.value.kind !== "member");
  if (given.length > 0) return true;
  return guards.some(guard =>
    /retr|attempt|tries|count|max|limit|time|deadline|elapsed|stop|abort|cancel|closed|mounted|running|refreshed|already|first|once|has_|is_?[A-Z]|_retry/iu.test(
      model.source(guard.test),
    ),
  );
}

/** Waits that stand before the call on the same path, and the timer that makes it. */
function waitsBefore(call: Call, fn: FunctionNode, model: FileModel): Wait[] {
  return model
    .callsIn(fn)
    .flatMap(one => model.once(waitOf, one).map(wait => ({ wait, at: one })))
    .filter(
      ({ wait, at }) =>
        wait.kind === "loop" &&
        (isWithin(call, at) || (mayPrecede(at, call) && enclosing(wait.node) === enclosing(call) && isNear(at, call))),
    )
    .map(({ wait }) => wait);
}

/** In the same block, or one around it. */
function isNear(wait: Node, call: Node): boolean {
  for (let at = wait.parent; at; at = at.parent)
    if (at.kind === "if" || at.kind === "handler" || at.kind === "function" || at.kind === "try")
      return isWithin(call, at);
  return true;
}

function attempted(call: Call, fn: FunctionNode, model: FileModel): Call[] {
  return model
    .callsIn(fn)
    .filter(
      one => one !== call && !isWithin(one, call) && !isLogging(one, model) && model.once(waitOf, one).length === 0,
    );
}
