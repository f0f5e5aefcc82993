import type { AccessPath } from "./access-path.ts";
import { arithmetic, compare, exact, type Interval, spread } from "./intervals.ts";

export type { Interval } from "./intervals.ts";

/**
 * An expression as a function of what is not known yet: a retry's attempt, a parameter, a random number, a value of another
 * file. Plain data. The shape of every answer is known (`constant`), open (the symbols), or `unknown`.
 */
export type Symbolic =
  | { kind: "constant"; value: string | number | boolean | null }
  /** Retries done so far: 0 while the first retry is being scheduled. */
  | { kind: "attempt" }
  | { kind: "parameter"; name: string }
  /** Uniform in [0, 1). */
  | { kind: "random" }
  /** A value of another file or a setting; resolved when the project is linked. */
  | { kind: "reference"; path: AccessPath }
  /** A call of a function of the project, whose formula is put in when the project is linked. */
  // `names` are the keywords of the arguments, "" for positional ones.
  | { kind: "apply"; path: AccessPath; args: Symbolic[]; names: string[] }
  | { kind: "operation"; operator: Operator; args: Symbolic[] }
  | { kind: "table"; items: Symbolic[]; index: Symbolic }
  | { kind: "object"; properties: Record<string, Symbolic> }
  | { kind: "list"; items: Symbolic[] }
  | { kind: "unknown"; text: string };

export type Operator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "//"
  | "%"
  | "**"
  | "<<"
  | ">>"
  | "neg"
  | "min"
  | "max"
  | "floor"
  | "ceil"
  | "round"
  | "abs"
  | "exp"
  | "log"
  | "sqrt"
  | "<"
  | "<="
  | ">"
  | ">="
  | "=="
  | "!="
  | "and"
  | "or"
  | "not"
  | "??"
  /** test, then, otherwise. */
  | "if"
  /** low, high: a uniform draw (`random.uniform`, `randint`). */
  | "uniform"
  | "length";

/** What stands for the open symbols during an evaluation. */
export interface Environment {
  /** Retries done so far. */
  attempt?: number;
  parameters?: Record<string, Symbolic>;
}

const MAX_EVALUATION_DEPTH = 200;

export const unknown = (text = ""): Symbolic => ({ kind: "unknown", text });
export const constant = (value: string | number | boolean | null): Symbolic => ({ kind: "constant", value });

/** The constant that an expression comes to, or undefined. Never throws. */
export function constantOf(
  value: Symbolic | undefined,
  environment: Environment = {},
): string | number | boolean | null | undefined {
  if (!value) return undefined;
  const folded = fold(value, environment, 0);
  return folded.kind === "constant" ? folded.value : undefined;
}

/** The numbers that an expression can come to; undefined when anything in it is unknown. */
export function intervalOf(value: Symbolic, environment: Environment = {}, depth = 0): Interval | undefined {
  if (depth > MAX_EVALUATION_DEPTH) return undefined;
  const of = (part: Symbolic | undefined) => (part ? intervalOf(part, environment, depth + 1) : undefined);
  switch (value.kind) {
    case "constant":
      return typeof value.value === "number" ? exact(value.value) : undefined;
    case "attempt":
      return environment.attempt === undefined ? undefined : exact(environment.attempt);
    case "parameter":
      return of(environment.parameters?.[value.name]);
    case "random":
      return { low: 0, high: 1 };
    case "table": {
      const index = of(value.index);
      if (!index || index.low !== index.high) return spread(value.items.map(of));
      return of(value.items.at(index.low));
    }
    case "operation":
      return operate(value.operator, value.args, environment, depth);
    default:
      return undefined;
  }
}

/** Whether a symbol of this kind occurs in the expression. */
export function mentions(value: Symbolic, kind: Symbolic["kind"]): boolean {
  return value.kind === kind || partsOf(value).some(part => mentions(part, kind));
}

export function partsOf(value: Symbolic): Symbolic[] {
  switch (value.kind) {
    case "operation":
    case "apply":
      return value.args;
    case "table":
      return [...value.items, value.index];
    case "list":
      return value.items;
    case "object":
      return Object.values(value.properties);
    default:
      return [];
  }
}

/** An expression with its parts replaced; `replace` sees every node from the leaves up. What stays the same is not rebuilt. */
export function rewrite(value: Symbolic, replace: (part: Symbolic) => Symbolic): Symbolic {
  switch (value.kind) {
    case "operation":
    case "apply": {
      const args = rewriteAll(value.args, replace);
      return replace(args === value.args ? value : { ...value, args });
    }
    case "table": {
      const items = rewriteAll(value.items, replace);
      const index = rewrite(value.index, replace);
      return replace(items === value.items && index === value.index ? value : { ...value, items, index });
    }
    case "list": {
      const items = rewriteAll(value.items, replace);
      return replace(items === value.items ? value : { ...value, items });
    }
    case "object":
      return replace({
        ...value,
        properties: Object.fromEntries(
          Object.entries(value.properties).map(([key, part]) => [key, rewrite(part, replace)]),
        ),
      });
    default:
      return replace(value);
  }
}

function rewriteAll(parts: Symbolic[], replace: (part: Symbolic) => Symbolic): Symbolic[] {
  const rewritten = parts.map(part => rewrite(part, replace));
  return rewritten.every((part, index) => part === parts[index]) ? parts : rewritten;
}

function fold(value: Symbolic, environment: Environment, depth: number): Symbolic {
  if (value.kind === "operation" && value.operator === "if") {
    const test = truth(value.args[0]!, environment, depth + 1);
    return test === undefined ? unknown() : fold(value.args[test ? 1 : 2]!, environment, depth + 1);
  }
  if (value.kind === "operation" && (value.operator === "??" || value.operator === "or")) {
    const left = fold(value.args[0]!, environment, depth + 1);
    if (left.kind !== "constant") return unknown();
    const taken = value.operator === "??" ? left.value !== null : Boolean(left.value);
    return taken ? left : fold(value.args[1]!, environment, depth + 1);
  }
  if (value.kind === "parameter") {
    const given = environment.parameters?.[value.name];
    return given ? fold(given, {}, depth + 1) : value;
  }
  if (value.kind === "operation" || value.kind === "table" || value.kind === "attempt") {
    const interval = intervalOf(value, environment, depth);
    return interval && interval.low === interval.high ? constant(interval.low) : unknown();
  }
  return value;
}

function truth(value: Symbolic, environment: Environment, depth: number): boolean | undefined {
  if (value.kind === "operation" && (value.operator === "and" || value.operator === "or")) {
    const [left, right] = value.args.map(part => truth(part, environment, depth + 1));
    if (value.operator === "and")
      return left === false || right === false ? false : left === undefined || right === undefined ? undefined : true;
    return left || right ? true : left === undefined || right === undefined ? undefined : false;
  }
  if (value.kind === "operation" && value.operator === "not") {
    const inner = truth(value.args[0]!, environment, depth + 1);
    return inner === undefined ? undefined : !inner;
  }
  if (value.kind === "operation" && value.args.length === 2) {
    const [left, right] = value.args.map(part => intervalOf(part, environment, depth + 1));
    const compared = left && right ? compare(value.operator, left, right) : "none";
    if (compared !== "none") return compared;
  }
  const folded = value.kind === "constant" ? value : fold(value, environment, depth + 1);
  return folded.kind === "constant" ? Boolean(folded.value) : undefined;
}

function operate(operator: Operator, args: Symbolic[], environment: Environment, depth: number): Interval | undefined {
  const of = (part: Symbolic | undefined) => (part ? intervalOf(part, environment, depth + 1) : undefined);
  if (operator === "if") {
    const test = truth(args[0]!, environment, depth + 1);
    return test === undefined ? spread([of(args[1]), of(args[2])]) : of(args[test ? 1 : 2]);
  }
  if (operator === "??" || operator === "or") {
    const left = fold(args[0]!, environment, depth + 1);
    if (left.kind === "constant" && (left.value === null || (operator === "or" && !left.value))) return of(args[1]);
    return of(args[0]);
  }
  if (operator === "length") return args[0]?.kind === "list" ? exact(args[0].items.length) : undefined;
  const values = args.map(of);
  // A minimum is bounded by its known parts even when another part is unknown; its low end is not.
  if (operator === "min" && values.some(Boolean)) {
    const known = values.filter(value => value !== undefined);
    return {
      low: known.length === values.length ? Math.min(...known.map(value => value.low)) : 0,
      high: Math.min(...known.map(value => value.high)),
    };
  }
  if (values.some(value => value === undefined)) return undefined;
  return arithmetic(operator, values as Interval[]);
}
