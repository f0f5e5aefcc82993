/**
 * What a library that repeats work does, as one row. Invariant: `delay` is a formula over `attempt` (retries done so far: 0
 * before the first retry) and the row's options; cap and jitter are put around it by the reader, so that a missing cap can
 * be seen.
 */
import type { Operator, Symbolic } from "../semantics/symbolic.ts";
import type { VersionRange } from "../semantics/versions.ts";

export interface RetryRow {
  /** As people call it. */
  title: string;
  /** Package that the defaults belong to. */
  package: string;
  /** Test on the library name of the call or decorator. */
  library: RegExp;
  /** "keywords", or the position of the options object; "any": the first object among the arguments. */
  options: "keywords" | "any" | number;
  /** Property of the options object that holds the retry's own options. */
  under?: string;
  /** A queue runs the work again; "call" (a repetition in place) when absent. */
  kind?: "task";
  attempts: AttemptsRow;
  delay: Symbolic;
  unit: "ms" | "s";
  /** Default values of the options in `delay`. */
  defaults: Readonly<Record<string, number>>;
  /** The option that caps the delay, with its default, a number or a formula, when there is one. No option: it cannot be changed. */
  cap?: { option?: string; default?: number | Symbolic };
  jitter?: JitterRow;
  /** Positional parameters of a Python call, in order. */
  positional?: readonly string[];
  /** The argument that names one of `GENERATORS`, which says how long is waited. */
  generator?: { position: number; keyword: string };
  /** Nothing is retried unless one of these options is written. */
  needs?: readonly string[];
  /** Only a connection that could not be opened is tried again, never an answer. */
  connecting?: true;
  /** With `under`: retries also when those options are not written. */
  byDefault?: true;
  /** An option that replaces the delay: a list of delays (the last repeats), or a formula of its own. */
  replacedBy?: string;
  /** Entries of that list before the one that is waited first. */
  skips?: number;
  /** What becomes of the work when the last attempt failed: a clause, "`RetryError` is raised". */
  afterLast: string;
  spelling: RetrySpelling;
  source: string;
}

export interface AttemptsRow {
  /** "" when the library has no such option. */
  option: string;
  /** What the number counts: all calls, or those after the first. */
  counts: "attempts" | "retries";
  /** "unknown": the platform chooses and does not say. */
  default: number | "endless" | "unknown";
  /** Defaults of other versions. */
  versions?: readonly { when: VersionRange; default: number }[];
  /** Values that mean "for ever". */
  endless?: readonly (number | null | boolean)[];
  /** An option that makes the retries endless when it is true. */
  forever?: string;
  /** The option is a list of delays, as many as the number says. */
  isLength?: true;
  /** What the library does with `{ retries: undefined }`, where that is not the default. */
  whenUndefined?: number;
  /** An option that makes the number meaningless when it is a function: then only the function ends the retries. */
  overriddenBy?: string;
  /** An option that says the same in another way of counting. */
  also?: { option: string; counts: "attempts" | "retries" };
  deadlines?: readonly DeadlineRow[];
  /** Deadlines that stand beside `under`, not in it. */
  outer?: readonly string[];
}

/** An option that ends the retries after a time. */
export interface DeadlineRow {
  option: string;
  unit: "ms" | "s";
  /** In force when the option is not written. */
  default?: number;
}

export interface JitterRow {
  /** Option that turns it on, or that is its size; absent when it is always there. */
  option?: string;
  /** On when the option is not written. */
  default?: boolean;
  /** The delay with jitter, over `delay` and the row's options. */
  delay: Symbolic;
  /** The cap holds for the sum. */
  beforeCap?: boolean;
  /** The option takes a pair (lowest, highest); a plain number is the same for everybody and no jitter. */
  range?: boolean;
}

/** How a fix writes what is missing, in the call or options object that the row reads. */
export interface RetrySpelling {
  /** An end of the retries. */
  bound?: OptionSpelling;
  /** A delay between attempts that grows. */
  backoff?: OptionSpelling;
  jitter?: OptionSpelling;
}

export interface OptionSpelling {
  /** Keyword or property. */
  option: string;
  /** Source text of an example value. */
  value: string;
  /** Names that the value uses, to be imported from the row's package, or `from` another. */
  names?: readonly string[];
  from?: string;
  /** Stands instead of the value that the option has. */
  replaces?: true;
}

export const attempt: Symbolic = { kind: "attempt" };
export const option = (name: string): Symbolic => ({ kind: "parameter", name });
export const number = (value: number): Symbolic => ({ kind: "constant", value });
export const apply = (operator: Operator, ...args: Symbolic[]): Symbolic => ({ kind: "operation", operator, args });
export const times = (...args: Symbolic[]): Symbolic => args.reduce((left, right) => apply("*", left, right));
export const plus = (left: Symbolic, right: Symbolic): Symbolic => apply("+", left, right);
export const power = (base: Symbolic, exponent: Symbolic): Symbolic => apply("**", base, exponent);
export const exponential = (start: string, factor: string): Symbolic =>
  times(option(start), power(option(factor), attempt));

const delay = option("delay");

const PHI = (1 + Math.sqrt(5)) / 2;

/** The Fibonacci number of the attempt: 1, 1, 2, 3, 5 from `first` = 1 on. */
export const fibonacci = (first: number): Symbolic =>
  apply("round", times(number(1 / Math.sqrt(5)), power(number(PHI), plus(attempt, number(first)))));

/** Anywhere between nothing and the delay. */
export const FULL_JITTER: Symbolic = apply("uniform", number(0), delay);
/** Between the delay and twice of it. */
export const DOUBLE_JITTER: Symbolic = apply("uniform", delay, times(number(2), delay));
/** Up to the option's value more than the delay. */
export const addedJitter = (name: string): Symbolic => plus(delay, apply("uniform", number(0), option(name)));
/** Up to the option's share of the delay more or less. */
export const spreadJitter = (name: string): Symbolic =>
  apply(
    "uniform",
    times(delay, apply("-", number(1), option(name))),
    times(delay, apply("+", number(1), option(name))),
  );
/** Up to the option's share of the delay less. */
export const reducedJitter = (name: string): Symbolic =>
  apply("uniform", times(delay, apply("-", number(1), option(name))), delay);
