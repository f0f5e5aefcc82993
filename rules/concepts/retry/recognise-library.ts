/** Retries that a library does: `pRetry(fn, { retries: 5 })`, `@retry(wait=wait_exponential(), …)`, job options. */
import type { Call, Expression, FunctionNode, Node, ObjectLiteral } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import {
  type AttemptsRow, BACKOFF_EXPO, DELAY_CALLBACKS, type DelayCallbackRow, JOB_OPTIONS, type JobOptionsRow, NAMED_DELAYS, RETRIES,
  type RetryRow,
} from "../../libraries/retries.ts";
import { type Known, operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, rewrite, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { ATTEMPT, reading } from "./counters.ts";
import { delayRecords } from "./delays.ts";
import { oneLine } from "./limits.ts";
import { type Options, optionPlace, optionsOf } from "./options.ts";
import type { DelayRecord, LimitRecord, RetryRecord } from "./record.ts";

export function recogniseLibraries(model: FileModel): RetryRecord[] {
  const found = model.calls.flatMap(call => {
    const name = model.libraryNameOf(call.callee);
    if (name === undefined) return [];
    return [...rows(call, name, model), ...callbacks(call, name, model)];
  });
  return [...found, ...jobOptions(model)];
}

/** The limits of the library retry that `node` runs in as the retried function: `pRetry(async attempt => { … node … }, { retries: 3 })`. */
export function limitsAround(node: Node, model: FileModel): Pick<RetryRecord, "limits" | "endless"> | undefined {
  for (let fn = model.enclosingFunction(node); fn; fn = model.enclosingFunction(fn)) {
    const call = fn.parent?.kind === "argument" ? fn.parent.parent : undefined;
    if (call?.kind !== "call") continue;
    const name = model.libraryNameOf(call.callee);
    const row = name === undefined ? undefined : RETRIES.find(one => one.library.test(name));
    const options = row && optionsOf(call, row.options, row.under, row.positional ?? [], model);
    if (row && options) return limitsOf(row.attempts, options, row.title, row.source, call, model);
  }
  return undefined;
}

function rows(call: Call, name: string, model: FileModel): RetryRecord[] {
  return RETRIES.filter(row => row.library.test(name)).flatMap(row => {
    const options = optionsOf(call, row.options, row.under, row.positional ?? [], model);
    // A client's call is a retry only where its retry options are written down.
    if (!options || (row.under !== undefined && !options.present)) return [];
    if (row.package === "backoff" && !isExponentialGenerator(call, model)) return [];
    const values = new Map(Object.entries(row.defaults).map(([key, value]) => [key, options.value(key) ?? (options.open ? unknown(key) : constant(value))]));
    const place = options.shown ?? call;
    const delay: DelayRecord = {
      place: model.place(place),
      text: oneLine(model.source(call.callee)),
      value: capped(filled(row.delay, values), row.cap, options),
      unit: row.unit,
      ...(row.cap && row.cap.default === undefined && !options.open ? optionPlace(options, row.cap.option, row.unit, model) : {}),
      implicit: true,
      cappable: false,
    };
    const jitter = row.jitter === true || (row.jitter !== undefined && isOn(options.expression(row.jitter)));
    return [
      {
        start: place.start,
        end: place.end,
        kind: "call",
        name: `\`${model.source(call.callee)}\``,
        functionId: model.functionId(model.enclosingFunction(call)),
        delays: [jitter ? { ...delay, value: operation("uniform", constant(0), delay.value) } : delay],
        ...limitsOf(row.attempts, options, row.title, row.source, call, model),
        library: { name: row.package, source: row.source },
      },
    ];
  });
}

function isOn(value: Expression | undefined): boolean {
  return value !== undefined && !(value.kind === "literal" && (value.value === false || value.value === 0 || value.value === "none" || value.value === null));
}

/** `backoff.expo` grows, `backoff.constant`, `backoff.fibo` and one's own generator are not read here. */
function isExponentialGenerator(call: Call, model: FileModel): boolean {
  const generator = model.argument(call, 0, "wait_gen");
  const name = model.libraryNameOf(generator);
  return name !== undefined && BACKOFF_EXPO.test(name);
}

function filled(formula: Symbolic, values: Map<string, Symbolic>): Symbolic {
  return rewrite(formula, part => (part.kind === "parameter" ? (values.get(part.name) ?? part) : part));
}

/** An option that is written but cannot be read is a cap of unknown size. */
function capped(value: Symbolic, cap: RetryRow["cap"], options: Options): Symbolic {
  if (!cap) return value;
  const given = options.value(cap.option);
  if (given?.kind === "constant" && (given.value === null || given.value === Infinity)) return value;
  if (given) return operation("min", value, given);
  if (options.open) return operation("min", value, unknown(cap.option));
  return cap.default === undefined ? value : operation("min", value, constant(cap.default));
}

function limitsOf(
  row: AttemptsRow, options: Options, title: string, source: string, call: Call, model: FileModel,
): Pick<RetryRecord, "limits" | "endless"> {
  const deadlines = (row.deadlines ?? []).flatMap(name => {
    const expression = options.expression(name);
    return expression && isOn(expression) ? [{ holds: unknown(name), place: model.place(expression), text: oneLine(`${name}=${model.source(expression)}`), deadline: true }] : [];
  });
  if (row.forever !== undefined && isTrue(options.expression(row.forever))) return { limits: deadlines, endless: `\`${row.forever}\` is set` };
  const expression = options.expression(row.option);
  const given = options.value(row.option);
  const shift = row.counts === "attempts" ? 1 : 0;
  if (expression && given) {
    if (given.kind === "constant" && (row.endless?.includes(given.value as number) || given.value === Infinity))
      return { limits: deadlines, ...(deadlines.length === 0 ? { endless: `\`${row.option}\` is ${String(given.value)}` } : {}) };
    const limit: LimitRecord = {
      holds: operation("<", shift === 0 ? ATTEMPT : operation("+", ATTEMPT, constant(shift)), given),
      place: model.place(expression.parent?.kind === "argument" || expression.parent?.kind === "property" ? expression.parent : expression),
      text: model.python ? oneLine(`${row.option}=${model.source(expression)}`) : oneLine(`${row.option}: ${model.source(expression)}`),
    };
    return { limits: [limit, ...deadlines] };
  }
  if (options.open) return { limits: [{ holds: operation("<", ATTEMPT, unknown(row.option)), place: model.place(call), text: "the options" }] };
  if (row.default === "endless") {
    const reason = row.option === "" ? `${title} tries for ever` : `\`${row.option}\` is not set`;
    return { limits: deadlines, ...(deadlines.length === 0 ? { endless: reason } : {}) };
  }
  return {
    limits: [
      {
        holds: operation("<", ATTEMPT, constant(row.default - shift)),
        place: model.place(call.callee),
        text: `the default of ${row.default} ${row.counts} of ${title}`,
        source,
      },
      ...deadlines,
    ],
  };
}

function isTrue(value: Expression | undefined): boolean {
  return value?.kind === "literal" && value.value === true;
}

/** `retryDelay: attempt => 1000 * 2 ** attempt` and `retryDelay: axiosRetry.exponentialDelay`. */
function callbacks(call: Call, name: string, model: FileModel): RetryRecord[] {
  return DELAY_CALLBACKS.filter(row => row.library.test(name)).flatMap(row => {
    const found = propertyWithin(call, row.option, model);
    if (!found) return [];
    const options = optionsOf(call, "any", undefined, [], model);
    const delays = callbackDelays(found.value, row, model);
    if (delays.length === 0) return [];
    const limits = row.attempts && options ? limitsOf(row.attempts, { ...options, open: false, ...reader(found.object, model) }, row.title, row.source, call, model) : { limits: [] };
    return [
      {
        start: found.value.start,
        end: found.value.end,
        kind: "call" as const,
        name: `\`${model.source(call.callee)}\``,
        functionId: model.functionId(model.enclosingFunction(call)),
        delays,
        ...limits,
        library: { name: row.title, source: row.source },
      },
    ];
  });
}

function reader(object: ObjectLiteral, model: FileModel): Pick<Options, "expression" | "value"> {
  const expression = (key: string) => (key === "" ? undefined : model.property(object, key));
  return { expression, value: key => (expression(key) ? symbolicOf(expression(key), model) : undefined) };
}

function callbackDelays(value: Expression, row: DelayCallbackRow, model: FileModel): DelayRecord[] {
  const name = model.libraryNameOf(value);
  const ready = name === undefined ? undefined : NAMED_DELAYS.find(one => one.library.test(name));
  if (ready) {
    const text = oneLine(model.source(value));
    const delay = ready.jitter ? operation("uniform", constant(0), ready.delay) : ready.delay;
    return [{ place: model.place(value), text, value: delay, unit: ready.unit, implicit: true, cappable: false }];
  }
  const fn = functionOf(value, model);
  if (!fn || typeof row.parameter !== "number") return [];
  const parameter = fn.params[row.parameter];
  const known: Known = expression =>
    expression.kind === "name" && parameter?.name === expression.name && model.bindingOf(expression)?.definitions[0]?.node === parameter
      ? row.from === 0 ? ATTEMPT : operation("+", ATTEMPT, constant(row.from))
      : undefined;
  const read = reading(model, known);
  return returnedValues(fn).flatMap(returned => delayRecords(returned, row.unit, model, read));
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
function propertyWithin(call: Call, option: string, model: FileModel): { value: Expression; object: ObjectLiteral } | undefined {
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

/** `{ attempts: 5, backoff: { type: "exponential", delay: 1000 } }` wherever it stands. */
function jobOptions(model: FileModel): RetryRecord[] {
  const records: RetryRecord[] = [];
  walk(model.module, node => {
    if (node.kind !== "object") return;
    for (const row of JOB_OPTIONS) {
      const record = jobRecord(node, row, model);
      if (record) records.push(record);
    }
  });
  return records;
}

function jobRecord(object: ObjectLiteral, row: JobOptionsRow, model: FileModel): RetryRecord | undefined {
  const own = (key: string) => object.properties.find(one => one.key === key && !one.spread);
  const holder = row.switch.under === undefined ? object : own(row.switch.under) && model.valueOf(own(row.switch.under)!.value);
  if (holder?.kind !== "object") return undefined;
  const is = model.property(holder, row.switch.option);
  if (is?.kind !== "literal" || is.value !== row.switch.is) return undefined;
  const base = model.property(holder, row.base.option);
  if (!base && row.switch.under !== undefined) return undefined;
  const place = own(row.switch.under ?? row.switch.option)!;
  const values = new Map([["base", base ? symbolicOf(base, model) : constant(row.base.default)]]);
  const cap = row.cap === undefined ? undefined : model.property(holder, row.cap);
  const value = filled(row.delay, values);
  const attempts = model.property(object, row.attempts.option);
  const spread = object.properties.some(one => one.spread);
  const shift = row.attempts.counts === "attempts" ? 1 : 0;
  const counted = (limit: Symbolic): Symbolic => operation("<", shift === 0 ? ATTEMPT : operation("+", ATTEMPT, constant(shift)), limit);
  const limit: LimitRecord = attempts
    ? { holds: counted(symbolicOf(attempts, model)), place: model.place(attempts.parent ?? attempts), text: oneLine(`${row.attempts.option}: ${model.source(attempts)}`) }
    : { holds: counted(spread ? unknown(row.attempts.option) : constant(row.attempts.default)), place: model.place(place), text: `the default of ${row.title}`, source: row.source };
  // A type of the options, not the options.
  if (object.parent?.kind === "type-alias") return undefined;
  return {
    start: place.start,
    end: place.end,
    kind: "task",
    name: row.title,
    functionId: model.functionId(model.enclosingFunction(object)),
    delays: [
      {
        place: model.place(place),
        text: oneLine(model.source(place)),
        value: cap ? operation("min", value, symbolicOf(cap, model)) : value,
        unit: row.unit,
        implicit: true,
        cappable: false,
      },
    ],
    limits: [limit],
    library: { name: row.package, source: row.source },
  };
}
