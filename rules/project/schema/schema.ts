import type { FilePlace } from "../../finding.ts";
import type {
  ForeignDialect,
  FunctionFact,
  GrantFact,
  ModelSource,
  OnDelete,
  PolicyFact,
  QualifiedName,
  TriggerFact,
  ViewFact,
} from "./schema-facts.ts";

export interface Column {
  name: string;
  /** Name in model code where it differs from the column's. */
  field?: string;
  type: string;
  nullable: boolean;
  hasDefault: boolean;
  place: FilePlace;
}

export interface UniqueKey {
  columns: string[];
  name?: string;
  /** Predicate text of a partial index. */
  where?: string;
  expressions?: boolean;
  place: FilePlace;
}

export interface ForeignKey {
  columns: string[];
  /** Referenced table's name in the database. */
  table: string;
  /** Its schema, when the source says it. */
  tableSchema?: string;
  targetColumns: string[];
  onDelete: OnDelete;
  name?: string;
  /** Relation field of the model. */
  field?: string;
  place: FilePlace;
}

export interface Policy extends Omit<PolicyFact, "place" | "statement" | "table"> {
  place: FilePlace;
  statement: FilePlace;
}

export interface RowSecurity {
  enabled: boolean;
  forced: boolean;
  /** The last statement that changed it. */
  place?: FilePlace;
}

export interface Table {
  /** As the database spells it. */
  name: string;
  /** "public" unless the source says otherwise. */
  schema: string;
  /** Key: column name as the database spells it. */
  columns: Map<string, Column>;
  primaryKey: string[];
  uniqueKeys: UniqueKey[];
  foreignKeys: ForeignKey[];
  /** Undefined when no SQL creates the table or changes its row-level security: then the state is unknown. */
  rls?: RowSecurity;
  policies: Policy[];
  triggers: Trigger[];
  /** Who was given or refused what, in order; default privileges of the time of its creation come first. */
  grants: TableGrant[];
  /** The table that it is a partition of. */
  partitionOf?: string;
  /** Name of the table in its creating statement or model. */
  place: FilePlace;
  /** The whole creating statement, for a table from SQL. */
  statement?: FilePlace;
  /** The strongest source: migrations over models over generated types. */
  source: "migration" | ModelSource;
  /** Every kind of source that knows the table. */
  sources: ("migration" | ModelSource)[];
  /** Prisma model, Drizzle constant or class name. */
  modelName?: string;
  /** Where the model is declared, when there is one. */
  modelPlace?: FilePlace;
  /** Altered, but created by none of the files: columns and keys are a lower bound. */
  partial?: boolean;
  /** Others know no row-level security, or another. */
  dialect: "postgres" | ForeignDialect;
}

export interface SqlFunction extends Omit<FunctionFact, "place" | "statement"> {
  place: FilePlace;
  statement: FilePlace;
}

export interface View extends ViewFact {
  place: FilePlace;
}

export interface Grant extends GrantFact {
  place: FilePlace;
}

export interface TableGrant extends Pick<GrantFact, "grant" | "privileges" | "roles"> {
  place: FilePlace;
}

export interface Trigger extends Omit<TriggerFact, "table"> {
  place: FilePlace;
}

/** The database as the files of a project leave it. */
export interface Schema {
  /** Key: lower-case name; outside the `public` schema `schema.name`, in lower case. See {@link findTable}. */
  tables: Map<string, Table>;
  /** Key: lower-case name; overloads in source order. */
  functions: Map<string, SqlFunction[]>;
  views: Map<string, View>;
  grants: Grant[];
  /** Key: model or class name as written. */
  models: Map<string, Table>;
}

/** Looks a table up by database name in any letter case; without a schema, `public` comes first, then a sole match elsewhere. */
export function findTable(schema: Schema, name: string | QualifiedName): Table | undefined {
  const wanted = typeof name === "string" ? splitName(name) : name;
  const lower = wanted.name.toLowerCase();
  if (wanted.schema && wanted.schema.toLowerCase() !== "public") {
    return schema.tables.get(`${wanted.schema.toLowerCase()}.${lower}`);
  }
  const direct = schema.tables.get(lower);
  if (direct || wanted.schema) return direct;
  const elsewhere = [...schema.tables].filter(([key]) => key.endsWith(`.${lower}`));
  return elsewhere.length === 1 ? elsewhere[0]![1] : undefined;
}

/** Looks a table up by the name model code uses: Prisma delegate (`webhook` = model Webhook), Drizzle constant, class. */
export function findModel(schema: Schema, name: string): Table | undefined {
  return schema.models.get(name) ?? schema.models.get(name.charAt(0).toUpperCase() + name.slice(1));
}

/** Finds a column by database name or by model field. */
export function findColumn(table: Table, name: string): Column | undefined {
  const direct = table.columns.get(name);
  if (direct) return direct;
  for (const column of table.columns.values()) if (column.field === name) return column;
  return undefined;
}

function splitName(text: string): QualifiedName {
  const dot = text.lastIndexOf(".");
  return dot < 0 ? { name: text } : { schema: text.slice(0, dot), name: text.slice(dot + 1) };
}
