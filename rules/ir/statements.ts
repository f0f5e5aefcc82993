/** Statements, declarations, imports and exports. */
import type { Argument, Decorator, Expression, FunctionNode, Hole, Pattern } from "./expressions.ts";
import type { Base, Span } from "./nodes.ts";

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
