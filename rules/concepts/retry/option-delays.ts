/** What a library waits between attempts, by its row and the options that are written: base, cap and jitter. */
import type { Expression } from "../../ir/nodes.ts";
import { GENERATORS } from "../../libraries/retries.ts";
import type { JitterRow, RetryRow } from "../../libraries/retry-row.ts";
import { operation } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { constant, rewrite, type Symbolic, unknown } from "../../semantics/symbolic.ts";
import { ATTEMPT } from "./counters.ts";
import { oneLine } from "./limits.ts";
import { type Options, optionPlace } from "./options.ts";
import { type DelayRecord, type Unit, UNIT_MS } from "./record.ts";

/** The parts of a row that say how long is waited. */
type WaitRow = Pick<RetryRow, "delay" | "unit" | "defaults" | "cap" | "jitter" | "replacedBy" | "skips">;

export function optionDelays(row: RetryRow, options: Options, at: Expression, model: FileModel): DelayRecord[] {
  const wait = generatorOf(row, at, model);
  if (!wait) return [];
  const { cap } = wait;
  const capPlace =
    cap?.option !== undefined && cap.default === undefined && !options.open
      ? optionPlace(options, cap.option, wait.unit, model)
      : {};
  return [
    {
      place: model.place(options.shown ?? at),
      text: oneLine(model.source(at.kind === "call" ? at.callee : at)),
      value: delayOf(wait, options),
      unit: wait.unit,
      ...capPlace,
      ...(mayJitter(wait.jitter, options) ? { mayJitter: true } : {}),
      implicit: true,
      source: row.source,
      cappable: false,
    },
  ];
}

/** The delay of a row with its cap and jitter, over `attempt`. */
export function delayOf(row: WaitRow, options: Options): Symbolic {
  const values = valuesOf(row, options);
  const replaced = row.replacedBy === undefined ? undefined : inUnit(options.value(row.replacedBy), row.unit);
  const base = asTable(replaced ?? filled(row.delay, values), row.skips);
  if (!isJittered(row.jitter, options)) return capped(base, row, values, options);
  const { jitter } = row;
  const amount = jitter?.option === undefined ? undefined : highest(options.value(jitter.option));
  const sizes = new Map(jitter?.option === undefined || !amount ? values : [...values, [jitter.option, amount]]);
  const jittered = (value: Symbolic) => filled(jitter!.delay, new Map([...sizes, ["delay", value]]));
  return jitter?.beforeCap
    ? capped(jittered(base), row, values, options)
    : jittered(capped(base, row, values, options));
}

/** What is written for each option, or its default; unknown where options may come from elsewhere. */
function valuesOf({ defaults, unit }: WaitRow, options: Options): Map<string, Symbolic> {
  const written = (name: string) => inUnit(options.value(name), unit);
  return new Map(
    Object.entries(defaults).map(([key, value]) => [
      key,
      written(key) ?? (options.open ? unknown(key) : constant(value)),
    ]),
  );
}

const UNIT_WORDS: Readonly<Record<string, Unit>> = { "": "ms", ms: "ms", s: "s", m: "min", h: "h", d: "d" };

/** Durations as text, in the way of the package `ms`: "30 seconds", "5m". */
function inUnit(value: Symbolic | undefined, unit: Unit): Symbolic | undefined {
  if (value?.kind !== "constant" || typeof value.value !== "string") return value;
  const [, count, word = ""] = /^(\d+(?:\.\d+)?) ?([a-z]*)$/iu.exec(value.value) ?? [];
  const short = /^(ms|msecs?|milliseconds?)$/iu.test(word) ? "ms" : word.slice(0, 1).toLowerCase();
  const written = UNIT_WORDS[short];
  if (count === undefined || written === undefined) return value;
  return constant((Number(count) * UNIT_MS[written]) / UNIT_MS[unit]);
}

export function filled(formula: Symbolic, values: ReadonlyMap<string, Symbolic>): Symbolic {
  return rewrite(formula, part => (part.kind === "parameter" ? (values.get(part.name) ?? part) : part));
}

/** A list of delays, of which the last repeats. */
export function asTable(value: Symbolic, skips = 0): Symbolic {
  const items = value.kind === "list" ? value.items.slice(skips) : [];
  if (items.length === 0) return value;
  return { kind: "table", items, index: operation("min", ATTEMPT, constant(items.length - 1)) };
}

/** An option that is written but cannot be read is a cap of unknown size. */
function capped(
  value: Symbolic,
  { cap, unit }: WaitRow,
  values: ReadonlyMap<string, Symbolic>,
  options: Options,
): Symbolic {
  if (!cap) return value;
  const given = cap.option === undefined ? undefined : inUnit(options.value(cap.option), unit);
  if (given?.kind === "constant" && (given.value === null || given.value === Infinity)) return value;
  if (given) return operation("min", value, given);
  if (options.open && cap.option !== undefined) return operation("min", value, unknown(cap.option));
  if (cap.default === undefined) return value;
  return operation("min", value, typeof cap.default === "number" ? constant(cap.default) : filled(cap.default, values));
}

/** The parameters of a generator that is given by name: `backoff.on_exception(backoff.fibo, …)`. */
function generatorOf(row: RetryRow, at: Expression, model: FileModel): WaitRow | undefined {
  if (!row.generator) return row;
  const given = at.kind === "call" ? model.argument(at, row.generator.position, row.generator.keyword) : undefined;
  const name = model.libraryNameOf(given);
  const known = GENERATORS.find(one => name !== undefined && one.library.test(name));
  return known && { ...known, ...(row.jitter ? { jitter: row.jitter } : {}) };
}

function isJittered(jitter: JitterRow | undefined, options: Options): boolean {
  if (!jitter) return false;
  const written = jitter.option === undefined ? undefined : options.expression(jitter.option);
  if (!written) return jitter.option === undefined || (jitter.default === true && !options.open);
  if (jitter.range && options.value(jitter.option!)?.kind !== "list") return false;
  return isOn(written);
}

/** It cannot be told whether the option that turns jitter on is set. */
function mayJitter(jitter: JitterRow | undefined, options: Options): boolean {
  return jitter?.option !== undefined && options.open && !options.expression(jitter.option);
}

/** The upper end of a pair (lowest, highest). */
function highest(value: Symbolic | undefined): Symbolic | undefined {
  return value?.kind === "list" ? value.items.at(-1) : value;
}

/** Not switched off in so many words, as by `jitter=None`. */
export function isOn(value: Expression | undefined): boolean {
  return (
    value !== undefined &&
    !(
      value.kind === "literal" &&
      (value.value === false || value.value === 0 || value.value === "none" || value.value === null)
    )
  );
}
