import type { AccessPath } from "./access-path.ts";

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
  | { kind: "apply"; path: AccessPath; args: Symbolic[]; names: (string | undefined)[] }
  | { kind: "operation"; operator: Operator; args: Symbolic[] }
  | { kind: "table"; items: Symbolic[]; index: Symbolic }
  | { kind: "object"; properties: Record<string, Symbolic> }
  | { kind: "list"; items: Symbolic[] }
  | { kind: "unknown"; text: string };

export type Operator =
  | "+" | "-" | "*" | "/" | "//" | "%" | "**" | "<<" | ">>" | "neg"
  | "min" | "max" | "floor" | "ceil" | "round" | "abs" | "exp" | "log" | "sqrt"
  | "<" | "<=" | ">" | ">=" | "==" | "!=" | "and" | "or" | "not" | "??"
  /** test, then, otherwise. */
  | "if"
  /** low, high: a uniform draw (`random.uniform`, `randint`). */
  | "uniform"
  | "length";
