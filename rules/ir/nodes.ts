/**
 * The intermediate representation: the one tree that every rule, recogniser and question is written against.
 *
 * Invariants: no language in it (a Python keyword argument and a property of a trailing TypeScript options object keep
 * their own shape, but the same node kinds); every node carries its source range in UTF-16 offsets, end exclusive;
 * what a front end cannot express becomes a `hole`, never an exception.
 */

/** Half-open source range in UTF-16 code units from the start of the text (a byte order mark counts as one unit). */
export interface Span {
  start: number;
  end: number;
}

interface Base extends Span {
  /** Set by `linkParents`; undefined on the module. */
  parent?: Node;
  /** Set by `linkParents`: this node and those below it are `nodes[from]` up to, not including, `nodes[to]`. */
  order?: { nodes: readonly Node[]; from: number; to: number };
}

// ───────────────────────────────────────────────────────────── expressions

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

// ───────────────────────────────────────────────────────────── statements

export interface ExpressionStatement extends Base {
  kind: "expression";
  expression: Expression;
}

/** `const x = …`, and Python's annotated assignment when it declares (`x: int`). One node per declarator. */
export interface Declare extends Base {
  kind: "declare";
  target: Pattern;
  value?: Expression;
  annotation?: Expression;
  constant: boolean;
  exported?: boolean;
  /** Range of the whole declaration statement, for insertion before or after it. */
  statement: Span;
  /** Of a TypeScript class field. */
  decorators?: Decorator[];
  /** A static field of a TypeScript class. */
  static?: boolean;
}

export interface If extends Base {
  kind: "if";
  test: Expression;
  then: Statement[];
  otherwise: Statement[];
}

/** `switch`/`match`. `tests` is empty for `default`/`case _`. A fall-through body is repeated nowhere: see `fallsThrough`. */
export interface Switch extends Base {
  kind: "switch";
  subject: Expression;
  cases: { tests: Expression[]; body: Statement[]; fallsThrough: boolean; span: Span }[];
}

export interface Loop extends Base {
  kind: "loop";
  flavour: "while" | "do-while" | "for" | "for-each";
  /** `for (init; test; update)`. */
  init?: Statement[];
  test?: Expression;
  update?: Expression;
  /** `for (target of iterable)`, `for target in iterable`. */
  target?: Pattern;
  iterable?: Expression;
  async?: boolean;
  body: Statement[];
  /** Python's `else` of a loop. */
  otherwise: Statement[];
  /** From the keyword to the end of the header. */
  headSpan: Span;
}

export interface Try extends Base {
  kind: "try";
  body: Statement[];
  handlers: Handler[];
  /** Python's `else`. */
  otherwise: Statement[];
  finally: Statement[];
}

export interface Handler extends Base {
  kind: "handler";
  /** Exception classes; empty means everything (JavaScript `catch`, bare `except`). */
  types: Expression[];
  /** The bound error. */
  name?: Pattern;
  body: Statement[];
}

export interface With extends Base {
  kind: "with";
  items: { context: Expression; target?: Pattern }[];
  body: Statement[];
  async?: boolean;
}

export interface Return extends Base {
  kind: "return";
  value?: Expression;
}

/** `throw` and `raise`; a bare `raise` has no value. */
export interface Throw extends Base {
  kind: "throw";
  value?: Expression;
  cause?: Expression;
}

export interface Jump extends Base {
  kind: "jump";
  flavour: "break" | "continue";
  label?: string;
}

export interface Block extends Base {
  kind: "block";
  body: Statement[];
  label?: string;
}

export interface ClassNode extends Base {
  kind: "class";
  name?: string;
  nameSpan?: Span;
  bases: Expression[];
  /** Python class keywords (`metaclass=…`). */
  keywords: Argument[];
  body: Statement[];
  decorators: Decorator[];
  exported?: boolean;
}

/**
 * `import`, `from … import`, `require` in a declaration.
 * `module` is the specifier as written; Python relative imports keep their dots (`..core.celery`).
 */
export interface Import extends Base {
  kind: "import";
  module: string;
  moduleSpan: Span;
  names: ImportedName[];
  /** `import type` / `if TYPE_CHECKING`. */
  typeOnly?: boolean;
  /** A dynamic `import()` or a `require()` inside a function. */
  dynamic?: boolean;
}

export interface ImportedName extends Base {
  kind: "imported-name";
  /** Exported name; `default` for a default import; `*` for a namespace, for `from m import *` and for a whole-module import. */
  imported: string;
  /** Local name; undefined for `from m import *` and for a side-effect import. `import a.b` binds `a`: local "a", see `module`. */
  local?: string;
  typeOnly?: boolean;
}

/** `export { a as b }`, `export * from "m"`, `export default expr`, `module.exports = …`. Exported declarations carry `exported` instead. */
export interface Export extends Base {
  kind: "export";
  /** Source module of a re-export. */
  module?: string;
  /** `local` is the name here or in `module`; `*` for all. `exported` undefined with `local: "*"` means all names. */
  names: { local: string; exported?: string; span: Span }[];
  /** The value of `export default expr`, of `module.exports = expr` (exported name "=") or of `exports.x = expr`. */
  value?: Expression;
  /** The name under which `value` is exported. */
  valueName?: "default" | "=" | (string & {});
}

/** Python's `global a, b` and `nonlocal a`: assignments to these names in the enclosing function bind an outer scope. */
export interface ScopeDeclaration extends Base {
  kind: "scope-declaration";
  names: string[];
  flavour: "global" | "nonlocal";
}

/** `type X = …`, `interface X { … }`, `enum`. `value` is the type lowered to an expression (object types to objects). */
export interface TypeAlias extends Base {
  kind: "type-alias";
  name: string;
  value: Expression;
  exported?: boolean;
  /** An enum: the name stands for a value too, the object of its members. */
  isEnum?: boolean;
}

export type Statement =
  | ExpressionStatement
  | Declare
  | If
  | Switch
  | Loop
  | Try
  | With
  | Return
  | Throw
  | Jump
  | Block
  | FunctionNode
  | ClassNode
  | Import
  | Export
  | TypeAlias
  | ScopeDeclaration
  | Hole;

export type Node =
  | Expression
  | Statement
  | Pattern
  | Property
  | Argument
  | Parameter
  | Decorator
  | Handler
  | PatternElement
  | ImportedName
  | Module;

export interface Comment extends Span {
  /** Text without the comment markers, untrimmed. */
  text: string;
  block: boolean;
}

/** A syntax error that the parser recovered from; never shown as a finding. */
export interface SyntaxProblem extends Span {
  message: string;
}

export type LanguageId = "typescript" | "python" | "sql" | "config";

/** One file. */
export interface Module extends Base {
  kind: "module";
  language: "typescript" | "python";
  body: Statement[];
  comments: Comment[];
  problems: SyntaxProblem[];
  /** Python docstring / JavaScript directive prologue end: the place where a new import may go when there is none. */
  prologueEnd: number;
}
