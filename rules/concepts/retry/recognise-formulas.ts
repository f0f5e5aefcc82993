/** Functions that compute a delay from the attempt for others, and comparisons of attempt counters with their limits. */
import type { Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { FORMULA_NAMES } from "../../libraries/retry-waits.ts";
import type { Known } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { mentions } from "../../semantics/symbolic.ts";
import { isAttemptName, normalised } from "./attempt-names.ts";
import { ATTEMPT, Reader } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { jitterPlace } from "./jitter-place.ts";
import { limitOf } from "./limits.ts";
import { returnedValues } from "./recognise-callbacks.ts";
import { durationIn } from "./recognise-waits.ts";
import type { AttemptCheckRecord, DelayRecord, RetryRecord, Unit } from "./record.ts";

export function recogniseFormulas(model: FileModel): RetryRecord[] {
  return model.functions.flatMap(fn => formula(fn, model));
}

function formula(fn: FunctionNode, model: FileModel): RetryRecord[] {
  const name = model.functionId(fn).split(".").at(-1) ?? "";
  const parameter =
    fn.params.find(one => one.name !== undefined && isAttemptName(one.name)) ??
    (FORMULA_NAMES.test(name) ? countingParameter(fn) : undefined);
  if (!parameter?.name || !FORMULA_NAMES.test(name)) return [];
  const known: Known = expression =>
    expression.kind === "name" &&
    expression.name === parameter.name &&
    model.bindingOf(expression)?.definitions[0]?.node === parameter
      ? ATTEMPT
      : undefined;
  const delays: DelayRecord[] = [];
  for (const value of returnedValues(fn)) {
    const read = new Reader(model, known);
    const duration = durationIn(value, model, 0) ?? { value, unit: unitOf(name, fn, model) };
    delays.push(
      ...delayRecords(duration.value, duration.unit, model, read)
        .filter(one => mentions(one.value, "attempt"))
        .map(one => ({ ...one, ...jitterPlace(duration.value, model, /floor|ceil|round|int\(/u.test(one.text)) })),
    );
  }
  const [first] = delays;
  if (!first) return [];
  return [
    {
      start: first.place.start,
      end: first.place.end,
      kind: "formula",
      name: `\`${name}\``,
      functionId: model.functionId(fn),
      at: first.place,
      delays,
      limits: [],
      counter: normalised(parameter.name),
      stored: true,
    },
  ];
}

/** `function backoff(n)`: the only number that goes into a function whose name says what it computes. */
function countingParameter(fn: FunctionNode) {
  const own = fn.params.filter(one => one.name !== "self" && one.name !== "this");
  return own.length === 1 && /^(n|i|count|retry|attempt|tries|number|times)$/u.test(own[0]!.name ?? "")
    ? own[0]
    : undefined;
}

function unitOf(name: string, fn: FunctionNode, model: FileModel): Unit {
  const text = `${name} ${fn.params.map(one => one.name ?? "").join(" ")} ${model.source(fn).slice(0, 2_000)}`;
  if (/seconds|secs?\b|Sec\b|_s\b|InSec/u.test(name)) return "s";
  if (/ms\b|Ms\b|millis/iu.test(name)) return "ms";
  if (model.python) return /_ms\b|millis/u.test(text) ? "ms" : "s";
  return /seconds|Seconds|Sec\b/u.test(text) && !/1000|1_000|Ms\b|ms\b/u.test(text) ? "s" : "ms";
}

/** `if (job.attempts >= MAX_ATTEMPTS)`, `while (tries < 5)`, `.filter(retry_count__lt=3)`, `.lt("attempts", 5)`. */
export function recogniseChecks(model: FileModel): AttemptCheckRecord[] {
  const found: AttemptCheckRecord[] = [];
  const add = (counter: Expression, node: Node, test: Expression) => {
    const name = nameOf(counter);
    if (name === undefined) return;
    const known: Known = expression => (nameOf(expression) === name ? ATTEMPT : undefined);
    const limit = limitOf(test, true, model, known);
    if (!limit || !mentions(limit.holds, "attempt")) return;
    found.push({
      start: node.start,
      end: node.end,
      functionId: model.functionId(model.enclosingFunction(node)),
      counter: normalised(name),
      stored: counter.kind !== "name",
      limit,
    });
  };
  for (const node of model.nodesOf("binary")) {
    if (!["<", "<=", ">", ">="].includes(node.operator)) continue;
    add(node.left, node, node);
    add(node.right, node, node);
  }
  return found;
}

function nameOf(expression: Expression): string | undefined {
  switch (expression.kind) {
    case "name":
      return isAttemptName(expression.name) ? expression.name : undefined;
    case "member":
      return isAttemptName(expression.name) ? expression.name : undefined;
    case "index":
      return expression.index.kind === "literal" &&
        typeof expression.index.value === "string" &&
        isAttemptName(expression.index.value)
        ? expression.index.value
        : undefined;
    case "binary":
      // `(row.attempts ?? 0) + 1`
      return expression.operator === "+" || expression.operator === "??" || expression.operator === "or"
        ? nameOf(expression.left)
        : undefined;
    default:
      return undefined;
  }
}
