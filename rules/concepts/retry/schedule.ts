/** Evaluates delays and limits for the attempts that can happen. */
import { operation } from "../../semantics/expressions.ts";
import { constant, intervalOf, mentions, rewrite, type Symbolic } from "../../semantics/symbolic.ts";

/** Nothing repeats more often than this and matters: later retries are not looked at. */
const HORIZON = 2_000;

/** The longest delay before retry `attempt` + 1 in milliseconds; undefined when anything in it is unknown. */
export function delayAt(value: Symbolic, factor: number, attempt: number): number | undefined {
  const interval = intervalOf(value, { attempt });
  return interval === undefined || Number.isNaN(interval.high) ? undefined : interval.high * factor;
}

/** The shortest and longest delay before retry `attempt` + 1. */
export function rangeAt(
  value: Symbolic,
  factor: number,
  attempt: number,
): { lowMs: number; highMs: number } | undefined {
  const interval = intervalOf(value, { attempt });
  if (interval === undefined || Number.isNaN(interval.low) || Number.isNaN(interval.high)) return undefined;
  return { lowMs: Math.max(0, interval.low) * factor, highMs: Math.max(0, interval.high) * factor };
}

export interface Extent {
  /** The first attempt that retries: `if attempt > 0: sleep` only shifts the schedule. */
  from: number;
  /** The first attempt after those that retry; undefined when the condition does not end them, "open" when that is unknown. */
  to: number | "open" | undefined;
}

/** How long a condition over `attempt` lets retries happen. What may hold is taken to hold. */
export function extent(holds: Symbolic): Extent {
  const condition = booleans(holds);
  if (isLeftOpen(condition)) return { from: 0, to: "open" };
  const choice = operation("if", condition, constant(1), constant(0));
  const at = (attempt: number) => truth(choice, attempt);
  const from = at(0) === false && at(1) !== false ? 1 : 0;
  const horizon = mentions(holds, "attempt") ? HORIZON : 1;
  let open = false;
  for (let attempt = from; attempt < horizon; attempt++) {
    const holding = at(attempt);
    if (holding === false) return { from, to: attempt };
    open ||= holding === undefined;
  }
  return { from, to: open ? "open" : undefined };
}

const COMPARISONS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "==", "!="]);

/** Whether no attempt decides the condition: it compares with what is not known. */
function isLeftOpen(condition: Symbolic): boolean {
  if (condition.kind !== "operation") return false;
  const { operator, args } = condition;
  if (operator === "and" || operator === "or" || operator === "not") return args.every(isLeftOpen);
  return COMPARISONS.has(operator) && args.some(side => !mentions(side, "attempt") && intervalOf(side) === undefined);
}

/** `choice` is 1 where the condition holds, and 0 where it does not. */
function truth(choice: Symbolic, attempt: number): boolean | undefined {
  const value = intervalOf(choice, { attempt });
  return value === undefined || value.low !== value.high ? undefined : value.high === 1;
}

/** Inner choices between truths (`attempt < 1 ? true : …`) as plain logic. */
function booleans(condition: Symbolic): Symbolic {
  return rewrite(condition, part => {
    if (part.kind !== "operation" || part.operator !== "if") return part;
    const [test, then, otherwise] = part.args as [Symbolic, Symbolic, Symbolic];
    if (then.kind !== "constant" || then.value !== true) return part;
    return operation("or", test, otherwise);
  });
}

/** The factor between consecutive delays, when it is the same all the way: 2 for doubling. */
export function steadyFactor(value: Symbolic): number | undefined {
  if (mentions(value, "random") || !mentions(value, "attempt")) return undefined;
  const delays = [1, 2, 3, 4].map(attempt => delayAt(value, 1, attempt));
  if (delays.some(delay => delay === undefined || delay <= 0)) return undefined;
  const factors = delays.slice(1).map((delay, index) => delay! / delays[index]!);
  const [first] = factors;
  return factors.every(factor => Math.abs(factor - first!) < 1e-9 * first!) ? first : undefined;
}
