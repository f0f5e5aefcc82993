/** How fast an expression grows with a variable, and whether something in it stops the growth. Structural: constants may be unknown. */
import { constantOf, type Operator, partsOf, type Symbolic } from "../../semantics/symbolic.ts";

/** "growing": faster than linear, slower than exponential. "unknown": the variable goes into something that cannot be seen. */
export type Growth = "none" | "linear" | "growing" | "exponential" | "unknown";

export interface GrowthFacts {
  growth: Growth;
  /** Something that depends on the variable is held below a bound. */
  capped: boolean;
}

export type Variable = (part: Symbolic) => boolean;

export const isAttempt: Variable = part => part.kind === "attempt";

/** A collection's size that no constant gives: `len(rows)`, `queryset.count()`. */
export const isSize: Variable = part =>
  part.kind === "operation" && part.operator === "length" && part.args[0]?.kind === "unknown";

const FLAT: GrowthFacts = { growth: "none", capped: false };
const RANK: Record<Growth, number> = { none: 0, linear: 1, growing: 2, exponential: 3, unknown: 4 };

export function growthOf(value: Symbolic, variable: Variable = isAttempt): GrowthFacts {
  if (variable(value)) return { growth: "linear", capped: false };
  switch (value.kind) {
    case "operation":
      return ofOperation(value.operator, value.args, variable);
    case "table": {
      const index = growthOf(value.index, variable);
      return { growth: "none", capped: index.growth !== "none" || index.capped };
    }
    case "apply": {
      const inner = highest(value.args.map(part => growthOf(part, variable)));
      return inner.growth === "none" ? inner : { growth: "unknown", capped: false };
    }
    default:
      return FLAT;
  }
}

function ofOperation(operator: Operator, args: Symbolic[], variable: Variable): GrowthFacts {
  const parts = args.map(part => growthOf(part, variable));
  const [left = FLAT, right = FLAT] = parts;
  const all = highest(parts);
  switch (operator) {
    case "*":
      return { growth: product(left.growth, right.growth), capped: all.capped };
    case "/":
    case "//":
      return right.growth === "none" ? left : { growth: "none", capped: true };
    case "%":
      return right.growth === "none" ? { growth: "none", capped: all.growth !== "none" || all.capped } : all;
    case "**":
      return power(args, left, right);
    case "<<":
      return right.growth === "none" ? left : { growth: "exponential", capped: all.capped };
    case ">>":
      return { growth: left.growth, capped: all.capped };
    case "exp":
      return { growth: left.growth === "none" ? "none" : "exponential", capped: left.capped };
    case "log":
    case "sqrt":
      return { growth: RANK[left.growth] > 1 ? left.growth : "none", capped: left.capped };
    case "min":
      return smallest(parts);
    case "if":
      return choice(args, parts);
    case "<":
    case "<=":
    case ">":
    case ">=":
    case "==":
    case "!=":
    case "not":
      return FLAT;
    default:
      return all;
  }
}

function power(args: Symbolic[], left: GrowthFacts, right: GrowthFacts): GrowthFacts {
  const capped = left.capped || right.capped;
  if (right.growth !== "none") {
    const base = constantOf(args[0]);
    return { growth: typeof base === "number" && base <= 1 ? "none" : "exponential", capped };
  }
  if (left.growth === "none") return { growth: "none", capped };
  const exponent = constantOf(args[1]);
  return {
    growth:
      typeof exponent === "number" && exponent <= 1 ? left.growth : RANK[left.growth] > 1 ? left.growth : "growing",
    capped,
  };
}

function smallest(parts: GrowthFacts[]): GrowthFacts {
  const least = parts.reduce((a, b) => (RANK[b.growth] < RANK[a.growth] ? b : a), parts[0] ?? FLAT);
  const bounded = least.growth === "none" && parts.some(part => part.growth !== "none");
  return { growth: least.growth, capped: bounded || parts.some(part => part.capped) };
}

/**
 * A test of a growing value against a fixed one ends in the branch for large values; `x > cap ? cap : x` is a minimum. A
 * test of something else may go either way.
 */
function choice(args: Symbolic[], [test = FLAT, then = FLAT, otherwise = FLAT]: GrowthFacts[]): GrowthFacts {
  const [condition] = args;
  if (condition?.kind !== "operation" || !["<", "<=", ">", ">=", "==", "!="].includes(condition.operator))
    return highest([test, then, otherwise]);
  const [left, right] = condition.args.map(part => growthOf(part));
  if (!left || !right || (left.growth === "none") === (right.growth === "none")) return highest([then, otherwise]);
  if (condition.operator === "==") return otherwise;
  if (condition.operator === "!=") return then;
  const largeIsThen = (condition.operator === ">" || condition.operator === ">=") === (left.growth !== "none");
  const [small, large] = largeIsThen ? [otherwise, then] : [then, otherwise];
  return large.growth === "none" ? { growth: "none", capped: large.capped || small.growth !== "none" } : large;
}

function product(left: Growth, right: Growth): Growth {
  if (left === "none") return right;
  if (right === "none") return left;
  const larger = RANK[left] > RANK[right] ? left : right;
  return larger === "linear" ? "growing" : larger;
}

function highest(parts: GrowthFacts[]): GrowthFacts {
  return {
    growth: parts.reduce<Growth>((most, part) => (RANK[part.growth] > RANK[most] ? part.growth : most), "none"),
    capped: parts.some(part => part.capped),
  };
}

/** A random part anywhere makes waits of several workers differ. */
export function hasJitter(value: Symbolic): boolean {
  return (
    value.kind === "random" ||
    (value.kind === "operation" && value.operator === "uniform") ||
    partsOf(value).some(hasJitter)
  );
}

/** The collection whose size the expression grows with. */
export function sizeIn(value: Symbolic): string | undefined {
  if (isSize(value))
    return value.kind === "operation" && value.args[0]?.kind === "unknown" ? value.args[0].text : undefined;
  for (const part of partsOf(value)) {
    const found = sizeIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}
