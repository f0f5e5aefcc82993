/** Arithmetic on numbers that are known within bounds. */
import type { Operator } from "./symbolic.ts";

/** Inclusive bounds of a number that is not exactly known. */
export interface Interval {
  low: number;
  high: number;
}

/** A number that is exactly known; undefined for NaN. */
export const exact = (value: number): Interval | undefined =>
  Number.isNaN(value) ? undefined : { low: value, high: value };

/** The bounds of all of them together; undefined when one is unknown. */
export function spread(intervals: (Interval | undefined)[]): Interval | undefined {
  if (intervals.length === 0 || intervals.some(one => one === undefined)) return undefined;
  const known = intervals as Interval[];
  return { low: Math.min(...known.map(one => one.low)), high: Math.max(...known.map(one => one.high)) };
}

/** Whether a comparison holds; undefined when the bounds leave it open, "none" when the operator compares nothing. */
export function compare(operator: Operator, left: Interval, right: Interval): boolean | undefined | "none" {
  switch (operator) {
    case "<":
      return left.high < right.low ? true : left.low >= right.high ? false : undefined;
    case "<=":
      return left.high <= right.low ? true : left.low > right.high ? false : undefined;
    case ">":
      return left.low > right.high ? true : left.high <= right.low ? false : undefined;
    case ">=":
      return left.low >= right.high ? true : left.high < right.low ? false : undefined;
    case "==":
      return left.low === left.high && right.low === right.high ? left.low === right.low : undefined;
    case "!=":
      return left.low === left.high && right.low === right.high ? left.low !== right.low : undefined;
    default:
      return "none";
  }
}

const BINARY: Partial<Record<Operator, (a: number, b: number) => number>> = {
  "+": (a, b) => a + b,
  "-": (a, b) => a - b,
  "*": (a, b) => a * b,
  "/": (a, b) => a / b,
  "//": (a, b) => Math.floor(a / b),
  "**": (a, b) => a ** b,
  "<<": (a, b) => a * 2 ** b,
  ">>": (a, b) => Math.floor(a / 2 ** b),
};

/** Functions that never fall, so that bounds map to bounds. */
const MONOTONE: Partial<Record<Operator, (a: number) => number>> = {
  floor: Math.floor,
  ceil: Math.ceil,
  round: Math.round,
  exp: Math.exp,
  log: Math.log,
  sqrt: Math.sqrt,
};

/** An arithmetic operator on bounds; undefined when it is none, or has no number as result. */
export function arithmetic(operator: Operator, values: Interval[]): Interval | undefined {
  const [left, right] = values;
  if (!left) return undefined;
  const binary = BINARY[operator];
  if (binary) return right && corners(left, right, binary);
  const monotone = MONOTONE[operator];
  if (monotone) return numbers(monotone(left.low), monotone(left.high));
  switch (operator) {
    case "%":
      return right && remainder(left, right);
    case "neg":
      return { low: -left.high, high: -left.low };
    case "min":
      return { low: Math.min(...values.map(value => value.low)), high: Math.min(...values.map(value => value.high)) };
    case "max":
      return { low: Math.max(...values.map(value => value.low)), high: Math.max(...values.map(value => value.high)) };
    case "abs":
      if (left.high <= 0) return { low: -left.high, high: -left.low };
      return left.low >= 0 ? left : { low: 0, high: Math.max(-left.low, left.high) };
    case "uniform":
      return right && { low: Math.min(left.low, right.low), high: Math.max(left.high, right.high) };
    default:
      return undefined;
  }
}

function corners(left: Interval, right: Interval, apply: (a: number, b: number) => number): Interval | undefined {
  const [a, b, c, d] = [
    apply(left.low, right.low),
    apply(left.low, right.high),
    apply(left.high, right.low),
    apply(left.high, right.high),
  ];
  return numbers(Math.min(a, b, c, d), Math.max(a, b, c, d));
}

function numbers(low: number, high: number): Interval | undefined {
  return Number.isNaN(low) || Number.isNaN(high) ? undefined : { low, high };
}

function remainder(left: Interval, right: Interval): Interval | undefined {
  if (left.low === left.high && right.low === right.high) return exact(left.low % right.low);
  return { low: 0, high: Math.abs(right.high) };
}
