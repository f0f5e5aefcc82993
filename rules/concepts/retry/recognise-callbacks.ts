/** Options that take a function from the attempt to the delay: `retryDelay: attempt => 1000 * 2 ** attempt`. */
import type { Call, Expression, FunctionNode, ObjectLiteral } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { DELAY_CALLBACKS, type DelayCallbackRow, NAMED_DELAYS, RETRIES } from "../../libraries/retries.ts";
import { type Known, operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant } from "../../semantics/symbolic.ts";
import { repeatedBy } from "./bodies.ts";
import { ATTEMPT, Reader } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { jitterPlace } from "./jitter-place.ts";
import { oneLine } from "./limits.ts";
import { type Options, optionsOf } from "./options.ts";
import { limitsOf } from "./option-limits.ts";
import type { DelayRecord, RetryRecord } from "./record.ts";

/** `retryDelay: attempt => 1000 * 2 ** attempt` and `retryDelay: axiosRetry.exponentialDelay`. */
export function callbackRetries(call: Call, name: string, model: FileModel): RetryRecord[] {
  return DELAY_CALLBACKS.filter(row => row.library.test(name)).flatMap(row => {
    const found = propertyWithin(call, row.option, model);
    if (!found) return [];
    const options = optionsOf(call, "any", undefined, [], model);
    const delays = callbackDelays(found.value, row, model);
    if (delays.length === 0) return [];
    const limits =
      row.attempts && options
        ? limitsOf(
            row.attempts,
            { ...options, open: false, ...reader(found.object, model) },
            { ...row, at: call },
            model,
          )
        : { limits: [] };
    return [
      {
        start: found.value.start,
        end: found.value.end,
        kind: "call" as const,
        name: `\`${model.source(call.callee)}\``,
        ...repeatedBy(call, model),
        at: model.place(found.value),
        delays,
        ...limits,
        ...(row.connection ? { reconnects: true } : {}),
        library: { name: row.title, source: row.source, ...endOf(row) },
      },
    ];
  });
}

function reader(object: ObjectLiteral, model: FileModel): Pick<Options, "expression" | "value"> {
  const expression = (key: string) => (key === "" ? undefined : model.property(object, key));
  return { expression, value: key => (expression(key) ? symbolicOf(expression(key), model) : undefined) };
}

/** The row of the same library that speaks of its other options knows what comes after the last attempt. */
function endOf({ title }: DelayCallbackRow): { afterLast?: string } {
  const afterLast = RETRIES.find(row => row.title === title)?.afterLast;
  return afterLast === undefined ? {} : { afterLast };
}

function callbackDelays(value: Expression, row: DelayCallbackRow, model: FileModel): DelayRecord[] {
  const name = model.libraryNameOf(value);
  const ready = name === undefined ? undefined : NAMED_DELAYS.find(one => one.library.test(name));
  if (ready) {
    const text = oneLine(model.source(value));
    return [{ place: model.place(value), text, value: ready.delay, unit: ready.unit, implicit: true, cappable: false }];
  }
  const fn = functionOf(value, model);
  if (!fn || typeof row.parameter !== "number") return [];
  const parameter = fn.params[row.parameter];
  const known: Known = expression =>
    expression.kind === "name" &&
    parameter?.name === expression.name &&
    model.bindingOf(expression)?.definitions[0]?.node === parameter
      ? row.from === 0
        ? ATTEMPT
        : operation("+", ATTEMPT, constant(row.from))
      : undefined;
  const read = new Reader(model, known);
  return returnedValues(fn).flatMap(returned =>
    delayRecords(returned, row.unit, model, read).map(delay => ({ ...delay, ...jitterPlace(returned, model) })),
  );
}

function functionOf(value: Expression, model: FileModel): FunctionNode | undefined {
  const target = model.valueOf(value);
  if (target.kind === "function") return target;
  if (target.kind !== "name") return undefined;
  const node = model.bindingOf(target)?.definitions[0]?.node;
  return node?.kind === "function" ? node : undefined;
}

export function returnedValues(fn: FunctionNode): Expression[] {
  const values: Expression[] = [];
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind === "return" && node.value) values.push(node.value);
    return undefined;
  });
  return values;
}

/** The option in the object that the call takes, at most one object deeper (`{ defaultOptions: { queries: { … } } }`). */
function propertyWithin(
  call: Call,
  option: string,
  model: FileModel,
): { value: Expression; object: ObjectLiteral } | undefined {
  let found: { value: Expression; object: ObjectLiteral } | undefined;
  for (const argument of call.args) {
    const object = model.valueOf(argument.value);
    if (object.kind !== "object") continue;
    walk(object, node => {
      if (node.kind === "function") return false;
      if (node.kind === "object" && !found) {
        const value = node.properties.find(one => one.key === option)?.value;
        if (value) found = { value, object: node };
      }
      return undefined;
    });
  }
  return found;
}
