/** Retries that a library does, with its own options: `pRetry(fn, { retries: 5 })`, `@retry(tries=4, backoff=2)`. */
import type { Expression, Node } from "../../ir/nodes.ts";
import { type AttemptsRow, BACKOFF_EXPO, RETRIES, type RetryRow } from "../../libraries/retries.ts";
import { operation } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, rewrite, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { repeatedBy } from "./bodies.ts";
import { ATTEMPT } from "./counters.ts";
import { oneLine } from "./limits.ts";
import { type Options, optionPlace, optionsOf } from "./options.ts";
import type { DelayRecord, LimitRecord, RetryRecord } from "./record.ts";

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

/** `at` is the call that makes the retry, or a bare decorator (`@retry`), which sets no option. */
export function optionRetries(at: Expression, name: string, model: FileModel): RetryRecord[] {
  return RETRIES.filter(row => row.library.test(name)).flatMap(row => {
    const options = at.kind === "call" ? optionsOf(at, row.options, row.under, row.positional ?? [], model) : NONE;
    // A client's call is a retry only where its retry options are written down.
    if (!options || (row.under !== undefined && !options.present)) return [];
    const callee = at.kind === "call" ? at.callee : at;
    const place = options.shown ?? at;
    return [
      {
        start: place.start,
        end: place.end,
        kind: "call" as const,
        name: `\`${model.source(callee)}\``,
        ...repeatedBy(at, model),
        at: model.place(place),
        delays: optionDelays(row, options, at, model),
        ...limitsOf(row.attempts, options, row.title, row.source, at, model),
        library: { name: row.package, source: row.source },
      },
    ];
  });
}

function optionDelays(row: RetryRow, options: Options, at: Expression, model: FileModel): DelayRecord[] {
  const values = new Map(
    Object.entries(row.defaults).map(([key, value]) => [
      key,
      options.value(key) ?? (options.open ? unknown(key) : constant(value)),
    ]),
  );
  const isGrowing = row.package !== "backoff" || isExponentialGenerator(at, model);
  const delay: DelayRecord = {
    place: model.place(options.shown ?? at),
    text: oneLine(model.source(at.kind === "call" ? at.callee : at)),
    value: isGrowing ? capped(filled(row.delay, values), row.cap, options) : (options.value("interval") ?? constant(1)),
    unit: row.unit,
    ...(isGrowing && row.cap && row.cap.default === undefined && !options.open
      ? optionPlace(options, row.cap.option, row.unit, model)
      : {}),
    ...(typeof row.jitter === "string" && options.open ? { mayJitter: true } : {}),
    implicit: true,
    cappable: false,
  };
  const jitter =
    (row.jitter === true && !isOff(options.expression("jitter"))) ||
    (typeof row.jitter === "string" && isOn(options.expression(row.jitter)));
  return [jitter ? { ...delay, value: operation("uniform", constant(0), delay.value) } : delay];
}

/** No option is given. */
const NONE: Options = { present: false, open: false, expression: () => undefined, value: () => undefined };

/** Switched off in so many words: `jitter=None`. */
function isOff(value: Expression | undefined): boolean {
  return value !== undefined && !isOn(value);
}

function isOn(value: Expression | undefined): boolean {
  return (
    value !== undefined &&
    !(
      value.kind === "literal" &&
      (value.value === false || value.value === 0 || value.value === "none" || value.value === null)
    )
  );
}

/** `backoff.expo` grows; `backoff.constant`, `backoff.fibo` and one's own generator count as constant here. */
function isExponentialGenerator(at: Expression, model: FileModel): boolean {
  const generator = at.kind === "call" ? model.argument(at, 0, "wait_gen") : undefined;
  const name = model.libraryNameOf(generator);
  return name !== undefined && BACKOFF_EXPO.test(name);
}

export function filled(formula: Symbolic, values: Map<string, Symbolic>): Symbolic {
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

/** What the options and the library's defaults say of the number of retries. */
export function limitsOf(
  row: AttemptsRow,
  options: Options,
  title: string,
  source: string,
  at: Expression,
  model: FileModel,
): Pick<RetryRecord, "limits" | "endless"> {
  const deadlines = deadlinesOf(row, options, model);
  const endless = (why: string) => (deadlines.length === 0 ? { limits: [], endless: why } : { limits: deadlines });
  if (row.forever !== undefined && isTrue(options.expression(row.forever))) return endless(`\`${row.forever}\` is set`);
  const expression = options.expression(row.option);
  const given = options.value(row.option);
  if (expression && given) {
    const isEndless =
      given.kind === "constant" && (row.endless?.includes(given.value as number) || given.value === Infinity);
    if (isEndless) return endless(`\`${row.option}\` is ${String(given.value)}`);
    const parent = expression.parent;
    const shown = parent?.kind === "argument" || parent?.kind === "property" ? parent : expression;
    const text = `${row.option}${model.python ? "=" : ": "}${model.source(expression)}`;
    const limit = { holds: allows(row, given), place: model.place(shown), text: oneLine(text) };
    return { limits: [limit, ...deadlines] };
  }
  if (options.open)
    return { limits: [{ holds: allows(row, unknown(row.option)), place: model.place(at), text: "the options" }] };
  if (row.default === "endless")
    return endless(row.option === "" ? `${title} tries for ever` : `\`${row.option}\` is not set`);
  const text = `the default of ${row.default} ${row.counts} of ${title}`;
  return {
    limits: [
      {
        holds: allows(row, constant(row.default)),
        place: model.place(at.kind === "call" ? at.callee : at),
        text,
        source,
      },
      ...deadlines,
    ],
  };
}

function deadlinesOf(row: AttemptsRow, options: Options, model: FileModel): LimitRecord[] {
  return (row.deadlines ?? []).flatMap(name => {
    const expression = options.expression(name);
    if (!expression || !isOn(expression)) return [];
    const text = oneLine(`${name}=${model.source(expression)}`);
    return [{ holds: unknown(name), place: model.place(expression), text, deadline: true }];
  });
}

/** The retry number `attempt` + 1 happens under a limit of attempts or of retries. */
function allows(row: AttemptsRow, limit: Symbolic): Symbolic {
  return operation("<", row.counts === "attempts" ? operation("+", ATTEMPT, constant(1)) : ATTEMPT, limit);
}

function isTrue(value: Expression | undefined): boolean {
  return value?.kind === "literal" && value.value === true;
}
