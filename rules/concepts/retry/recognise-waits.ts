/** Home-made retries: a wait that grows with the attempts, in a loop, a recursion, a timer, a stored time. */
import * as l10n from "@vscode/l10n";
import type { Call, Expression, Node } from "../../ir/nodes.ts";
import { DATE_ADDERS, OTHER_DATES } from "../../libraries/retry-waits.ts";
import { operation } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, mentions } from "../../semantics/symbolic.ts";
import { surroundings } from "./bodies.ts";
import { Reader } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { limitsAround } from "./recognise-library.ts";
import { jitterPlace } from "./jitter-place.ts";
import { isEndless, limitsAt, oneLine } from "./limits.ts";
import { repeatingLoops } from "./positions.ts";
import { extent } from "./schedule.ts";
import type { DelayRecord, RetryRecord, Unit } from "./record.ts";
import { type Wait, waitOf } from "./waits.ts";

export function recogniseWaits(model: FileModel): RetryRecord[] {
  const waits = [...model.calls.flatMap(call => model.once(waitOf, call)), ...storedTimes(model)];
  const seen = new Set<number>();
  return waits.flatMap(wait => {
    const record = retryOf(wait, model);
    if (!record) return [];
    // One formula that several branches wait for is one retry.
    const delays = record.delays.filter(delay => !seen.has(delay.place.start));
    delays.forEach(delay => seen.add(delay.place.start));
    return delays.length > 0 ? [{ ...record, delays }] : [];
  });
}

/** `job.next_retry_at = now + …`, `{ runAt: addMinutes(now, …) }`: the sum, whatever it is kept in. */
function storedTimes(model: FileModel): Wait[] {
  const found: Wait[] = [];
  for (const node of model.nodesOf("binary", "call")) {
    if (node.kind === "binary" ? node.operator !== "+" : !(calleeName(node) in DATE_ADDERS)) continue;
    const duration = durationIn(node, model, 0);
    if (!duration || OTHER_DATES.test(holderName(node))) continue;
    found.push({ node, delay: duration.value, unit: duration.unit, kind: "schedule" });
  }
  return found;
}

function calleeName(call: Call): string {
  return call.callee.kind === "member" || call.callee.kind === "name" ? call.callee.name : "";
}

/** The variable, field, keyword or function that a value goes into. */
function holderName(node: Node): string {
  for (let at = node.parent; at; at = at.parent) {
    if (at.kind === "declare" && at.target.kind === "name") return at.target.name;
    if (at.kind === "property") return at.key ?? "";
    if (at.kind === "argument" && at.name !== undefined) return at.name;
    if (at.kind === "assign")
      return at.targets[0]?.kind === "member" || at.targets[0]?.kind === "name" ? at.targets[0].name : "";
    if (at.kind === "function") return at.name ?? "";
  }
  return "";
}

/** The duration that is added to the present: `now + timedelta(…)`, `new Date(Date.now() + ms).toISOString()`, `addMinutes(now, n)`. */
export function durationIn(
  expression: Expression,
  model: FileModel,
  depth: number,
): { value: Expression; unit: Unit } | undefined {
  if (depth > 8) return undefined;
  const value = model.valueOf(expression);
  const inner = (part: Expression) => durationIn(part, model, depth + 1);
  if (value.kind === "conditional") return inner(value.then) ?? inner(value.otherwise);
  if (value.kind === "binary" && value.operator === "+") {
    if (isNow(value.left, model)) return durationOnly(value.right, model);
    if (isNow(value.right, model)) return durationOnly(value.left, model);
    return undefined;
  }
  if (value.kind !== "call") return undefined;
  const name = calleeName(value);
  if (name === "Date" && value.args[0]) return inner(value.args[0].value);
  if (
    value.callee.kind === "member" &&
    /^(toISOString|getTime|isoformat|valueOf|timestamp|toDate|strftime)$/u.test(name)
  )
    return inner(value.callee.object);
  const unit = DATE_ADDERS[name];
  return unit && value.args[1] && { value: value.args[1].value, unit };
}

function durationOnly(expression: Expression, model: FileModel): { value: Expression; unit: Unit } {
  return { value: expression, unit: model.python ? "s" : "ms" };
}

const NOW = /\b(now|utcnow|getTime|today|time)\s*\(/u;

function isNow(expression: Expression, model: FileModel): boolean {
  const value = model.valueOf(expression);
  return (
    NOW.test(model.source(value).slice(0, 60)) ||
    (value.kind === "name" && /^(now|now_?ms|current_?time)$/iu.test(value.name))
  );
}

function retryOf(wait: Wait, model: FileModel): RetryRecord | undefined {
  const reader = new Reader(model, expression => startsAtOne(expression, wait));
  const delays = delayRecords(wait.delay, wait.unit, model, reader).filter(delay => mentions(delay.value, "attempt"));
  // A time that depends on a loop's counter alone is a plan, not a retry.
  if (delays.length === 0 || (wait.kind === "schedule" && reader.counter === undefined)) return undefined;
  return {
    ...span(delays),
    kind: wait.kind,
    name: nameOf(wait, model),
    functionId: model.functionId(model.enclosingFunction(wait.node)),
    ...surroundings(wait.node, wait.kind, model),
    delays: delays.map(delay => ({
      ...delay,
      ...(wait.waiter ? { waiter: wait.waiter } : {}),
      ...jitterPlace(wait.delay, model, wait.kind === "task" && !model.python),
    })),
    ...limits(wait, reader, model),
  };
}

/** Cloudflare counts deliveries: `message.attempts` is 1 in the first one. */
function startsAtOne(expression: Expression, wait: Wait) {
  if (wait.kind !== "task" || expression.kind !== "member" || expression.name !== "attempts") return undefined;
  return operation("+", { kind: "attempt" }, constant(1));
}

function limits(
  wait: Wait,
  reader: Reader,
  model: FileModel,
): Pick<RetryRecord, "limits" | "endless" | "counter" | "stored"> {
  const around = limitsAround(wait.node, model);
  const found = [...limitsAt(wait.node, reader), ...(around?.limits ?? [])];
  const loop = repeatingLoops(wait.node)[0];
  const endless =
    wait.kind === "loop" && found.every(limit => extent(limit.holds).to === undefined) && loop && isEndless(loop, model)
      ? l10n.t("`{0}` has no exit on a number of attempts", oneLine(model.source(loop.headSpan)).replace(/:$/u, ""))
      : undefined;
  return {
    limits: found,
    ...(endless === undefined ? {} : { endless }),
    ...(reader.counter === undefined ? {} : { counter: reader.counter, stored: reader.stored }),
  };
}

function nameOf(wait: Wait, model: FileModel): string {
  const fn = model.outermostFunction(wait.node);
  const name = model.functionId(fn).split(".").at(-1) ?? "";
  return name === "" || name.startsWith("@") ? l10n.t("the retry") : `\`${name}\``;
}

function span(delays: DelayRecord[]): { start: number; end: number } {
  return { start: delays[0]!.place.start, end: delays[0]!.place.end };
}
