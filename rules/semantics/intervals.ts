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

/** An arithmetic operator on bounds; undefined when it is none, or has no number as result. */
export function arithmetic(operator: Operator, values: Interval[]): Interval | undefined {
  const [left, right] = values;
  if (!left) return undefined;
  const pairs = (apply: (a: number, b: number) => number): Interval | undefined => {
    if (!right) return undefined;
    const results = [
      apply(left.low, right.low),
      apply(left.low, right.high),
      apply(left.high, right.low),
      apply(left.high, right.high),
    ];
    return results.some(Number.isNaN) ? undefined : { low: Math.min(...results), high: Math.max(...results) };
  };
  const each = (apply: (a: number) => number): Interval => ({ low: apply(left.low), high: apply(left.high) });
  switch (operator) {
    case "+":
      return pairs((a, b) => a + b);
    case "-":
      return pairs((a, b) => a - b);
    case "*":
      return pairs((a, b) => a * b);
    case "/":
      return pairs((a, b) => a / b);
    case "//":
      return pairs((a, b) => Math.floor(a / b));
    case "%":
      return right && left.low === left.high && right.low === right.high
        ? exact(left.low % right.low)
        : right && { low: 0, high: Math.abs(right.high) };
    case "**":
      return pairs((a, b) => a ** b);
    case "<<":
      return pairs((a, b) => a * 2 ** b);
    case ">>":
      return pairs((a, b) => Math.floor(a / 2 ** b));
    case "neg":
      return { low: -left.high, high: -left.low };
    case "min":
      return { low: Math.min(...values.map(value => value.low)), high: Math.min(...values.map(value => value.high)) };
    case "max":
      return { low: Math.max(...values.map(value => value.low)), high: Math.max(...values.map(value => value.high)) };
    case "floor":
      return each(Math.floor);
    case "ceil":
      return each(Math.ceil);
    case "round":
      return each(Math.round);
    case "exp":
      return each(Math.exp);
    case "log":
      return left.low > 0 ? each(Math.log) : undefined;
    case "sqrt":
      return left.low >= 0 ? each(Math.sqrt) : undefined;
    case "abs":
      return left.low >= 0
        ? left
        : left.high <= 0
          ? { low: -left.high, high: -left.low }
          : { low: 0, high: Math.max(-left.low, left.high) };
    case "uniform":
      return right && { low: Math.min(left.low, right.low), high: Math.max(left.high, right.high) };
    default:
      return undefined;
  }
}
