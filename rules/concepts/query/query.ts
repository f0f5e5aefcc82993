/**
 * A database query: which client sends it, which table it touches, what restricts it, and where the restricting values
 * come from. Invariant: what the file could not tell stays open (`open`, origins of kind "unknown"), and open is no fault.
 */
import type { FilePlace, Place } from "../../finding.ts";
import type { Span } from "../../ir/nodes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import type { ConceptNode } from "../concept.ts";
import type { ClientKind } from "../../libraries/query-clients.ts";
import type { ChosenTenant } from "./chosen-tenant.ts";
import type { NakedClient } from "./naked-client.ts";
import type { Origin } from "./origins.ts";

export type QueryLibrary = "postgrest" | "prisma" | "django" | "sqlalchemy" | "drizzle" | "knex" | "typeorm" | "sql";

export type Operation = "select" | "insert" | "update" | "delete" | "upsert";

/** One condition of the WHERE part that must hold for every row. */
export interface Predicate {
  /** Column or relation path, segments joined with dots: `id`, `jobs.org_id`, `workspace.slug`. */
  column: string;
  /** "other": a comparison that does not pin the row (`>`, `like`, `is null`, `!=`). */
  operator: "=" | "in" | "other";
  /** Normalised source of the value, see `keyOf`. */
  key: string;
  /** Where the value comes from. */
  origins: Origin[];
  /** Added in a branch that may not be taken. */
  conditional: boolean;
}

/** Columns that an insert or update writes. */
export interface Payload {
  columns: { name: string; key: string; origins: Origin[] }[];
  /** Nothing is written that is not listed. */
  complete: boolean;
  /** Where the payload's first row starts; undefined when it is built elsewhere. */
  insertAt?: number;
}

/** What one file says of a query. */
export interface QueryRecord extends Span {
  library: QueryLibrary;
  /** The part that names client, table and operation: where a finding points. */
  at: Place;
  operation: Operation;
  /** The client expression's own path, and its text. */
  client?: AccessPath;
  clientText: string;
  /** Literal table name (PostgREST, Knex). */
  table?: string;
  /** Model, delegate or table constant as the library names it. */
  model?: string;
  /** Stored procedure that is called; `payload` holds its arguments, and the schema what its body does. */
  procedure?: string;
  /** Django: the manager that begins the query set. */
  manager?: string;
  /** SQL text: further tables of the same rows, by joins and subqueries. */
  others?: string[];
  /** SQL text: what marks it as sent to the database where the client itself cannot be told. */
  driver?: string;
  predicates: Predicate[];
  /** Some condition could not be read. */
  open: boolean;
  /** A condition that a later one of the same builder puts out of force. */
  overwritten?: Place;
  payload?: Payload;
  /** PostgREST: embedded tables that restrict their parent (`jobs!inner`). */
  innerEmbeds: string[];
  /** The operation takes a whole unique key. */
  single?: boolean;
  /** It asks for one row (or whether there is one), as a look-up does whose result is then tested. */
  one: boolean;
  /** Variable that the result is bound to. */
  result?: string;
  /** Ids of the enclosing function and of the outermost one; "" at top level. */
  function: string;
  unit: string;
  /** Result is returned as it is. */
  returned: boolean;
  /** Where a further condition goes, and how it is written there. */
  insertion?: Insertion;
  /** Where a further parameter of the function around it goes, and whether the others say their type. */
  parameterAt?: { at: number; typed: boolean };
  /** Only in a linked project: the procedure's body, and whether it runs past row-level security. */
  body?: { name: string; place: FilePlace; definer: boolean };
  /** Only in a linked project: what ties every query of this kind to a tenant, or may. */
  enforced?: Enforcement;
}

/** What holds for every query of a kind, wherever it stands. */
export interface Enforcement {
  /** False: it may, but has not been followed to its end. */
  proved: boolean;
  why: string;
}

export interface Insertion {
  at: number;
  /** Text before the condition (a line break and indentation, a comma …). */
  before: string;
  after: string;
  style: "postgrest" | "keyword" | "expression" | "property" | "and";
  /** Class or constant whose member the column is, for expression styles. */
  owner?: string;
  /** Quote that the chain uses for names. */
  quote: '"' | "'";
}

/** How a query's rows are tied to one tenant. */
export type Scope =
  /** The tenant is proved; `why` names the proof. */
  | { kind: "scoped"; why: string }
  /** Something on the way could not be read; or it hangs on an open query before it, where the story is told. */
  | { kind: "unknown"; why: string; follows?: OpenScope }
  | OpenScope;

/** No proof, and nothing unknown is left: which values pin the rows. */
export interface OpenScope {
  kind: "open";
  /** client: an id that a caller of the service chooses; none: no id at all; inner: an id handed from function to function; server: an id the server produced. */
  by: "client" | "none" | "inner" | "server" | "payload";
  /** The deciding column and the value as written. */
  column?: string;
  value?: string;
  /** The value pins one row, not a list. */
  single?: boolean;
}

/** How a table belongs to a tenant. */
export type Ownership =
  | {
      kind: "direct";
      column: string;
      /** Only the queries say so, not the schema. */ byUse?: boolean;
      /** Name in model code where it differs. */ field?: string;
      place?: FilePlace;
    }
  | { kind: "indirect"; column: string; field?: string; parent: string; parentColumn: string; place?: FilePlace }
  | { kind: "root" }
  | { kind: "global" }
  | { kind: "unknown" };

export interface Siblings {
  /** Proved to stay within one tenant, of all on the same table; see the tenant map. */
  scoped: number;
  total: number;
  /** "file": only in this file a convention can be seen. */
  within: "file" | "project";
  /** Most of them name the tenant. */
  agreed: boolean;
  /** Some that do, to show. */
  examples: FilePlace[];
  /** Hardly any query of the project restricts this table by its tenant: the code does not take it for tenant-owned. */
  unusual: boolean;
}

/** The tenant's value where the query stands. */
export interface TenantValue {
  /** As it is written there: `siteId`, `workspace.id`; undefined when no name has it where the query stands. */
  text?: string;
  /** Column path that the value belongs to, as a query of the same function or the schema names it. */
  column: string;
  /** A query of the same table in the same function filters by this very value. */
  sameTable: boolean;
}

export interface Query extends ConceptNode {
  type: "Query";
  library: QueryLibrary;
  at: Place;
  operation: Operation;
  /** What becomes of the rows, in a word: "read", "written", "changed", "deleted". */
  done: string;
  client: { kind: ClientKind; proved: boolean; place?: FilePlace };
  /** The client as it is written. */
  clientText: string;
  /** The stored procedure that reads or writes the table. */
  procedure?: { name: string; place: FilePlace; definer: boolean };
  /** Table name as people know it; undefined when it could not be resolved. */
  table?: string;
  ownership: Ownership;
  /** A policy of the table, which the client passes by. */
  policy?: { name: string; place: FilePlace };
  scope: Scope;
  /** A function that answers requests directly. */
  entry: boolean;
  /** The function knows who is calling. */
  authenticated: boolean;
  /** The operator runs this file: scripts, migrations, tests, seeds. */
  offline: boolean;
  /** Only the system or the operator gets into the function: a signature, a cron secret, a platform administrator. */
  gated: boolean;
  siblings: Siblings;
  /** The tenant that it is restricted to is one that the caller names, and nothing shows that he belongs to it. */
  chosenTenant?: ChosenTenant;
  /** An update that writes the tenant which the caller names. */
  movedTenant?: ChosenTenant;
  /** It goes through a client that sees every tenant, where one tenant's work is done; told once. */
  naked?: NakedClient;
  tenantValue?: TenantValue;
  /** Writes whose payload is wholly known. */
  payloadComplete: boolean;
  /** The tenant column accepts a missing value. */
  tenantOptional: boolean;
  insertion?: Insertion;
  /** Where a further parameter goes; undefined where callers are not in sight of this project. */
  parameterAt?: { at: number; typed: boolean };
  payloadAt?: number;
  predicates: Predicate[];
  /** A condition that a later one puts out of force. */
  overwritten?: Place;
}
