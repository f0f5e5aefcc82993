/**
 * What one file says about the database, as plain data: cacheable, comparable, without a tree.
 *
 * SQL files give operations in source order; model files (Prisma, Drizzle, SQLAlchemy, Django, generated Supabase types)
 * give table declarations. `build-schema.ts` replays and links them.
 */
import type { Place } from "../../finding.ts";

/** Name as the database sees it: unquoted SQL identifiers are folded to lower case, quoted ones keep theirs. */
export interface QualifiedName {
  name: string;
  /** Only when the source says it. */
  schema?: string;
}

/** `NO ACTION` is the database's default and is given as "no action" also where the source is silent. */
export type OnDelete = "cascade" | "set null" | "set default" | "restrict" | "no action" | "unknown";

export interface ColumnFact {
  place: Place;
  /** Column name in the database. */
  name: string;
  /** Name in the model (Prisma field, Drizzle key, Python attribute) where it differs. */
  field?: string;
  /** Type as the source spells it, without arguments; `[]` marks an array. */
  type: string;
  nullable: boolean;
  hasDefault?: boolean;
}

export interface KeyFact {
  place: Place;
  columns: string[];
  /** Constraint or index name. */
  name?: string;
  /** Text of the predicate of a partial index. */
  where?: string;
  /** An index over expressions (`lower(email)`) lists the columns they use and says so. */
  expressions?: boolean;
}

export interface ForeignKeyFact {
  place: Place;
  columns: string[];
  /** Referenced table; for a model reference its class or model name, see `model`. */
  table: QualifiedName;
  /** `table.name` is a model name (Prisma model, Django or SQLAlchemy class), not a table name. */
  model?: boolean;
  /** Empty when the source leaves it to the primary key. */
  targetColumns: string[];
  onDelete: OnDelete;
  name?: string;
  /** Relation field through which model code reaches the other table (`user.team`). */
  field?: string;
}

/** A table as one model file declares it. */
export interface TableDeclaration {
  place: Place;
  source: ModelSource;
  /** Undefined when the source leaves the name to a convention that `build-schema.ts` applies, or for an abstract base. */
  table?: QualifiedName;
  /** Schema of a table whose name is left to convention. */
  schema?: string;
  /** Prisma model, Drizzle constant, class name. */
  modelName?: string;
  /** Names of base classes; those found among the declarations of all files give their columns. */
  bases: string[];
  /** A base class or mixin without a table of its own. */
  abstract: boolean;
  columns: ColumnFact[];
  primaryKey: string[];
  uniqueKeys: KeyFact[];
  foreignKeys: ForeignKeyFact[];
  /** Drizzle's `.enableRLS()` or a policy in the table's extras. */
  rls?: boolean;
}

export type ModelSource = "types" | "prisma" | "drizzle" | "typeorm" | "sqlalchemy" | "django";

export type PolicyCommand = "all" | "select" | "insert" | "update" | "delete";

export interface PolicyFact {
  place: Place;
  name: string;
  table: QualifiedName;
  command: PolicyCommand;
  /** Lower case; `["public"]` when the statement names none. */
  roles: string[];
  permissive: boolean;
  /** Source text of the USING expression, without the parentheses. */
  using?: string;
  /** Source text of the WITH CHECK expression. */
  check?: string;
  /** Offsets of the role names of `TO`, or of the place where `TO` goes. */
  rolesAt?: { start: number; end: number; written: boolean };
  /** The whole statement. */
  statement: Place;
}

/** One table that one statement of a function touches. */
export interface FunctionAccess {
  table: QualifiedName;
  kind: "read" | "insert" | "update" | "delete";
  /** Columns compared by `=` or `IN`, in the WHERE or ON of that statement; for inserts the columns written. */
  compared: { column: string; with: ComparedWith }[];
  /** Columns an UPDATE sets or an INSERT names. */
  written: string[];
  /** What an UPDATE sets the columns of `written` to. */
  assigned?: ComparedWith[];
  /** `FOR UPDATE`, `FOR UPDATE SKIP LOCKED` … */
  lock?: "update" | "update skip locked" | "update nowait" | "share";
  /** `ON CONFLICT` of an INSERT; the columns it names. */
  onConflict?: { action: "nothing" | "update"; columns: string[] };
}

export type ComparedWith =
  | { kind: "argument"; name: string }
  | { kind: "column"; name: string }
  | { kind: "call"; name: string }
  | { kind: "constant"; text: string }
  | { kind: "other" };

export interface FunctionFact {
  place: Place;
  name: string;
  schema?: string;
  args: { name?: string; type: string; hasDefault: boolean }[];
  language: string;
  /** Text between the quotes; absent for a C or `RETURN`-style function. */
  body?: string;
  /** Range of the body's text. */
  bodySpan?: { start: number; end: number };
  securityDefiner: boolean;
  /** What a trigger, `void` or a type name; `setof`/`table` are spelled out. */
  returns?: string;
  accesses: FunctionAccess[];
  /** The body has dynamic SQL or could not be parsed: `accesses` is a lower bound. */
  incomplete: boolean;
  statement: Place;
}

export interface GrantFact {
  grant: boolean;
  /** Lower case; empty means ALL. */
  privileges: string[];
  target: "table" | "function" | "schema" | "all-tables" | "all-functions" | "other";
  names: QualifiedName[];
  /** Lower case role names; "public" for everyone. */
  roles: string[];
}

export interface ViewFact {
  name: QualifiedName;
  securityInvoker: boolean;
  materialized: boolean;
  /** Tables its query names. */
  tables: QualifiedName[];
  /** Functions its query calls, such as `auth.uid`. */
  calls: string[];
  /** Columns that its query's WHERE speaks of. */
  conditions: string[];
}

export interface TriggerFact {
  name: string;
  table: QualifiedName;
  timing: "before" | "after" | "instead of";
  events: ("insert" | "update" | "delete" | "truncate")[];
  /** FOR EACH ROW, not once a statement. */
  perRow: boolean;
  function: QualifiedName;
}

/** What tables that are created later in these schemas (in all, when it names none) are granted. */
export interface DefaultGrantFact extends Pick<GrantFact, "grant" | "privileges" | "roles"> {
  schemas: string[];
}

/** One schema change; `place` is what it is about, `statement` the whole where a fix needs it. */
export type Operation = { place: Place } & (
  | {
      op: "create-table";
      table: QualifiedName;
      ifNotExists: boolean;
      columns: ColumnFact[];
      primaryKey: string[];
      uniqueKeys: KeyFact[];
      foreignKeys: ForeignKeyFact[];
      /** `LIKE other`, `INHERITS (other)`, `PARTITION OF other`, `AS SELECT * FROM other`. */
      like: QualifiedName[];
      partitionOf?: QualifiedName;
      /** Its columns come from a query: those given are a lower bound. */
      partial?: boolean;
      temporary: boolean;
      statement: Place;
    }
  | { op: "drop-table"; table: QualifiedName }
  | { op: "rename-table"; table: QualifiedName; to: string }
  | { op: "move-table"; table: QualifiedName; toSchema: string }
  | { op: "add-column"; table: QualifiedName; column: ColumnFact; ifNotExists: boolean }
  | { op: "drop-column"; table: QualifiedName; column: string }
  | { op: "rename-column"; table: QualifiedName; from: string; to: string }
  | { op: "alter-column"; table: QualifiedName; column: string; type?: string; nullable?: boolean }
  | { op: "set-primary-key"; table: QualifiedName; columns: string[]; name?: string; index?: string }
  | { op: "add-unique"; table: QualifiedName; key: KeyFact; ifNotExists: boolean; index?: string }
  | { op: "add-foreign-key"; table: QualifiedName; key: ForeignKeyFact }
  | { op: "drop-constraint"; table: QualifiedName; name: string }
  | { op: "drop-index"; name: string }
  | { op: "rename-constraint"; table?: QualifiedName; from: string; to: string }
  | { op: "rls"; table: QualifiedName; change: "enable" | "disable" | "force" | "no force" }
  /** Dynamic SQL that touches row-level security of tables that cannot be told. */
  | { op: "rls-unknown" }
  | { op: "create-policy"; policy: PolicyFact }
  | { op: "alter-policy"; table: QualifiedName; name: string; roles?: string[]; using?: string; check?: string }
  | { op: "rename-policy"; table: QualifiedName; name: string; to: string }
  | { op: "drop-policy"; table: QualifiedName; name: string }
  | { op: "create-function"; fact: FunctionFact }
  | {
      op: "drop-function";
      name: QualifiedName;
      /** Undefined when the statement names no signature. */ argTypes?: string[];
    }
  | {
      op: "alter-function";
      name: QualifiedName;
      argTypes?: string[];
      securityDefiner?: boolean;
      to?: string;
    }
  | { op: "create-trigger"; trigger: TriggerFact }
  | { op: "drop-trigger"; table: QualifiedName; name: string }
  /** A table that is there becomes a partition of `table`, or stops being one. */
  | { op: "partition"; table: QualifiedName; partition: QualifiedName; attached: boolean }
  /** Runs the function after every schema change. */
  | { op: "event-trigger"; function: QualifiedName }
  /** Runs functions now. */
  | { op: "call"; functions: QualifiedName[] }
  | { op: "create-view"; view: ViewFact }
  | { op: "alter-view"; name: QualifiedName; securityInvoker?: boolean; to?: string }
  | { op: "drop-view"; name: QualifiedName }
  | { op: "grant"; fact: GrantFact }
  | { op: "default-grant"; fact: DefaultGrantFact }
  | { op: "drop-schema"; name: string }
);

/** Where a migration that is code stands in its history. */
export interface MigrationFacts {
  /** Alembic's revision; `app.0001_initial` for Django. */
  id: string;
  after: string[];
  /** A squashed migration stands for these. */
  replaces: string[];
}

/** Columns and keys that a Django field brings. */
export type ModelPart = Pick<TableDeclaration, "columns" | "primaryKey" | "uniqueKeys" | "foreignKeys">;

/**
 * One operation of a Django migration. Models are named `app.model` in lower case, keys name fields: which tables and columns
 * these are, only the history before it tells.
 */
export type ModelChange = { place: Place } & (
  | { change: "create-model"; model: string; table?: string; part: ModelPart; stateOnly?: boolean }
  | { change: "delete-model"; model: string; stateOnly?: boolean }
  | { change: "rename-model"; model: string; to: string }
  | { change: "alter-table"; model: string; table?: string }
  | { change: "add-field" | "alter-field"; model: string; field: string; part: ModelPart }
  | { change: "remove-field"; model: string; field: string }
  | { change: "rename-field"; model: string; field: string; to: string }
  | { change: "add-unique"; model: string; key: KeyFact }
  | { change: "remove-constraint"; model: string; name: string }
  | { change: "unique-together"; model: string; keys: KeyFact[] }
  | { change: "sql"; operations: Operation[] }
);

/** What is not Postgres, or not SQL before something fills it in. */
export type ForeignDialect = "sqlite" | "mysql" | "tsql" | "oracle" | "template";

/** How much of a script was understood. */
export interface ScriptFacts {
  statements: number;
  unread: number;
  /** The first that was not, and why. */
  first?: { place: Place; reason: string };
}

export interface SchemaFacts {
  /** From SQL, in source order. */
  operations: Operation[];
  /** From models. */
  tables: TableDeclaration[];
  /** Of a migration in Python; Alembic's gives `operations`, Django's `changes`. */
  migration?: MigrationFacts;
  changes?: ModelChange[];
  /** Of a file that holds statements; absent for another database's dialect. */
  script?: ScriptFacts;
  /** SQL that is not Postgres: its tables count, its row-level security is not a question. */
  dialect?: ForeignDialect;
}
