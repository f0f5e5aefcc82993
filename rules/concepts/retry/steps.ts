/** How one turn of a loop changes a variable: `x + 1`, `x * 2`, `min(x * 2, 60)`, and what comes of many turns. */
import { operation } from "../../semantics/expressions.ts";
import { mentions, type Symbolic } from "../../semantics/symbolic.ts";

const NAME = "\0variable";

/** Stands for the variable's value before the turn. */
export const MARK: Symbolic = { kind: "parameter", name: NAME };

export interface Step {
  /** The value after `turns` turns from `start`. */
  after(start: Symbolic, turns: Symbolic): Symbolic;
  /** Multiplies. */
  grows: boolean;
}

/** The step that a new value makes, written over {@link MARK}; undefined when it is no step that can be repeated. */
export function stepOf(value: Symbolic): Step | undefined {
  if (value.kind !== "operation") return undefined;
  const inner = value.args.filter(hasMark);
  if (inner.length !== 1 && value.operator !== "if") return undefined;
  switch (value.operator) {
    case "+":
    case "-":
      return addition(value.operator, value.args, inner[0]!);
    case "*":
      return isMark(inner[0]) ? multiplication(value.args.find(part => !hasMark(part))!) : stepOf(inner[0]!);
    case "<<":
      return isMark(value.args[0])
        ? steps(true, (start, turns) => operation("<<", start, operation("*", turns, value.args[1]!)))
        : undefined;
    case "**":
      return isMark(value.args[0])
        ? steps(true, (start, turns) => operation("**", start, operation("**", value.args[1]!, turns)))
        : undefined;
    case "min":
    case "max":
      return around(value.operator, value.args, inner[0]!);
    case "floor":
    case "ceil":
    case "round":
      return stepOf(inner[0]!);
    case "if":
      return choice(value.args);
    default:
      return undefined;
  }
}

const steps = (grows: boolean, after: Step["after"]): Step => ({ grows, after });

function addition(operator: "+" | "-", args: Symbolic[], inner: Symbolic): Step | undefined {
  const [left, right] = args as [Symbolic, Symbolic];
  if (isMark(left)) return steps(false, (start, turns) => operation(operator, start, operation("*", turns, right)));
  if (operator === "+" && isMark(right))
    return steps(false, (start, turns) => operation("+", start, operation("*", turns, left)));
  // `x * 2 + random()`: the sum matters less than the factor.
  return stepOf(inner);
}

/** A random factor around 1 is jitter, not growth. */
function multiplication(factor: Symbolic): Step | undefined {
  if (mentions(factor, "random") || (factor.kind === "operation" && factor.operator === "uniform")) return undefined;
  return steps(true, (start, turns) => operation("*", start, operation("**", factor, turns)));
}

function around(operator: "min" | "max", args: Symbolic[], inner: Symbolic): Step | undefined {
  const step = stepOf(inner);
  const others = args.filter(part => !hasMark(part));
  return step && steps(step.grows, (start, turns) => operation(operator, step.after(start, turns), ...others));
}

/** `x * 2 > cap ? cap : x * 2` */
function choice(args: Symbolic[]): Step | undefined {
  const branches = args.slice(1);
  const [moving] = branches.filter(hasMark);
  const step = moving && stepOf(moving);
  const others = branches.filter(part => !hasMark(part));
  if (!step || others.length === 0) return step;
  return steps(step.grows, (start, turns) => operation("min", step.after(start, turns), ...others));
}

const isMark = (value: Symbolic | undefined): boolean => value?.kind === "parameter" && value.name === NAME;

function hasMark(value: Symbolic): boolean {
  if (isMark(value)) return true;
  switch (value.kind) {
    case "operation":
    case "apply":
      return value.args.some(hasMark);
    case "table":
      return hasMark(value.index) || value.items.some(hasMark);
    default:
      return false;
  }
}
