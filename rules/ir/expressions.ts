/** Expressions and what can stand left of an assignment. */
import type { Base, Node, Span } from "./nodes.ts";
import type { ClassNode, Statement } from "./statements.ts";

/** A plain identifier in value position. `self`, `this` and `super` are names too. */
export interface Name extends Base {
  kind: "name";
  name: string;
}

/** `null` stands for `None`, `null` and `undefined`; a bigint beyond 2^53 is given as the nearest number. */
export interface Literal extends Base {
  kind: "literal";
  value: string | number | boolean | null;
  /** How the source tells `null` from `undefined`, bytes from text, a regular expression from a string. */
  flavour?: "undefined" | "bytes" | "regexp";
}

/** Template string or f-string: `parts[i]` precedes `values[i]`; one more part than values. */
export interface Template extends Base {
  kind: "template";
  parts: string[];
  values: Expression[];
  /** The tag function of a tagged template. */
  tag?: Expression;
}

/** Array, list, tuple or set display; a "slice" (`[a:b:c]`) holds its two or three bounds, holes for absent ones. */
export interface List extends Base {
  kind: "list";
  items: Expression[];
  flavour: "list" | "tuple" | "set" | "slice";
}

/** Object literal, dict display, and the object type of a TypeScript type literal or interface. */
export interface ObjectLiteral extends Base {
  kind: "object";
  properties: Property[];
}

export interface Property extends Base {
  kind: "property";
  /** The key when it is known without evaluation: identifier, string or number as text. */
  key?: string;
  keyNode: Expression;
  /** For a shorthand property the same name; for a method a function. A spread has `value` only and `spread: true`. */
  value: Expression;
  spread?: boolean;
  shorthand?: boolean;
  optional?: boolean;
}

/** `object.name`; also `object?.name`. */
export interface Member extends Base {
  kind: "member";
  object: Expression;
  name: string;
  /** Range of the member's name alone. */
  nameSpan: Span;
  optional?: boolean;
}

/** `object[index]`; a Python slice is an index whose `index` is a list of its bounds (holes for absent ones). */
export interface Index extends Base {
  kind: "index";
  object: Expression;
  index: Expression;
}

/** Call or construction (`isNew`). JSX elements are calls of their tag with one object argument of their attributes. */
export interface Call extends Base {
  kind: "call";
  callee: Expression;
  args: Argument[];
  isNew?: boolean;
  /** Offset just after the opening parenthesis; equals `end` when the source has none. */
  argsStart: number;
  /** Type arguments (`createClient<Database>`), lowered like annotations. */
  typeArgs?: Expression[];
  optional?: boolean;
}

export interface Argument extends Base {
  kind: "argument";
  /** Keyword argument's name (Python). */
  name?: string;
  value: Expression;
  /** `*args`, `...args` → "positional"; `**kwargs` → "keyword". */
  spread?: "positional" | "keyword";
}

/** Any function: declaration, method, arrow, lambda. */
export interface FunctionNode extends Base {
  kind: "function";
  name?: string;
  nameSpan?: Span;
  params: Parameter[];
  body: Statement[];
  /** An arrow or lambda with an expression body: `body` is then one `return` over that expression. */
  expressionBody?: boolean;
  async?: boolean;
  generator?: boolean;
  decorators: Decorator[];
  /** How the function stands in its class or object. */
  method?: "method" | "static" | "classmethod" | "getter" | "setter" | "constructor";
  returnType?: Expression;
  /** From the opening brace or the first statement to the end; insertion points for fixes. */
  bodySpan: Span;
  exported?: boolean;
}

export interface Parameter extends Base {
  kind: "parameter";
  /** Undefined for a destructuring pattern, which then is `pattern`. */
  name?: string;
  pattern?: Pattern;
  annotation?: Expression;
  default?: Expression;
  rest?: "positional" | "keyword";
  decorators?: Decorator[];
  /** TypeScript's `constructor(private db: Database)`: the parameter is a member of the instance too. */
  property?: boolean;
}

export interface Decorator extends Base {
  kind: "decorator";
  expression: Expression;
}

/** Arithmetic, comparison, logic, membership. Operators in one spelling for all languages, see {@link BinaryOperator}. */
export interface Binary extends Base {
  kind: "binary";
  operator: BinaryOperator;
  left: Expression;
  right: Expression;
}

/** `==` also for `===` and `is`; `in` for Python membership and JavaScript `in`; `//` is floor division; `??` nullish. */
export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "//"
  | "%"
  | "**"
  | "&"
  | "|"
  | "^"
  | "<<"
  | ">>"
  | ">>>"
  | "@"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "in"
  | "not in"
  | "instanceof"
  | "and"
  | "or"
  | "??";

export interface Unary extends Base {
  kind: "unary";
  operator: "not" | "-" | "+" | "~" | "typeof" | "void" | "delete";
  operand: Expression;
}

export interface Conditional extends Base {
  kind: "conditional";
  test: Expression;
  then: Expression;
  otherwise: Expression;
}

export interface Await extends Base {
  kind: "await";
  value: Expression;
}

export interface Yield extends Base {
  kind: "yield";
  value?: Expression;
  delegate?: boolean;
}

export interface Spread extends Base {
  kind: "spread";
  value: Expression;
  keyword?: boolean;
}

/** Comprehension or generator expression. */
export interface Comprehension extends Base {
  kind: "comprehension";
  flavour: "list" | "set" | "dict" | "generator";
  element: Expression;
  /** Only for a dict comprehension: the key. */
  key?: Expression;
  loops: { target: Pattern; iterable: Expression; tests: Expression[] }[];
}

/** A place where the source is broken, or a construct that the representation leaves out. Its children are kept. */
export interface Hole extends Base {
  kind: "hole";
  children: Node[];
}

/** Assignment in expression position (JavaScript `=`, `+=`, `x++`; Python `:=`). Statement-level ones are wrapped in {@link ExpressionStatement}. */
export interface Assign extends Base {
  kind: "assign";
  /** Several targets for Python's `a = b = value`. */
  targets: Pattern[];
  /** `=` plain, else the binary operator of the compound form (`x++` is `+` with literal 1; `||=` is `or`). */
  operator: "=" | BinaryOperator;
  value: Expression;
  /** Python's `self.client: Client = …`, an annotated assignment that declares no variable. */
  annotation?: Expression;
}

export type Expression =
  | Name
  | Literal
  | Template
  | List
  | ObjectLiteral
  | Member
  | Index
  | Call
  | FunctionNode
  | Binary
  | Unary
  | Conditional
  | Await
  | Yield
  | Spread
  | Comprehension
  | Hole
  | Assign
  | ClassNode;

/** What can stand left of `=`: a name, a member, an index, or a destructuring of these. */
export type Pattern = Name | Member | Index | ListPattern | ObjectPattern | Hole;

export interface ListPattern extends Base {
  kind: "list-pattern";
  items: (PatternElement | undefined)[];
}

export interface ObjectPattern extends Base {
  kind: "object-pattern";
  /** `{ data: rows = [] }` → key "data", target `rows`, default `[]`. A rest element has no key. */
  properties: PatternElement[];
}

export interface PatternElement extends Base {
  kind: "pattern-element";
  key?: string;
  target: Pattern;
  default?: Expression;
  rest?: boolean;
}
