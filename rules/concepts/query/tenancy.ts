/** Tables and names in the light of the project's tenant model. */
import type { MemoTable } from "../../project/memo.ts";
import type { Project } from "../../project/project.ts";
import { sameData } from "../../project/same-data.ts";
import {
  findColumn,
  findModel,
  findTable,
  type ForeignKey,
  type Schema,
  type Table,
} from "../../project/schema/schema.ts";
import { classifyTable } from "../../project/schema/tenancy.ts";
import type { FileSummary } from "../../project/summary.ts";
import type { Ownership, QueryRecord } from "./query.ts";

export class Tenancy {
  readonly #project: Project;
  /** Tenant columns and fields, normalised: `siteid`. */
  readonly #names: Set<string>;
  /** With another schema all of this is made anew. */
  readonly #schema: Schema;
  readonly #tables = new Map<string, Table | undefined>();
  readonly #ownerships: MemoTable<Table, Ownership>;

  constructor(project: Project) {
    this.#project = project;
    this.#schema = project.schema;
    this.#ownerships = project.memoTable<Table, Ownership>(table => this.#classify(table), { equal: sameData });
    this.#names = new Set(project.tenant.columns.flatMap(column => [column.name, ...column.fields]).flatMap(aliases));
  }

  get known(): boolean {
    return this.#names.size > 0;
  }

  /** A column name, field or variable that is the tenant's: `site_id`, `siteId`, `workspace.id`, `siteIdUuid`. */
  isTenantText(text: string): boolean {
    const parts = text.replace(/[?!]/gu, "").split(".");
    const last = normal(parts.at(-1) ?? "");
    const pair = normal(parts.slice(-2).join(""));
    for (const name of this.#names) {
      if (last === name || pair === name || last.startsWith(name)) return true;
      if (last.endsWith(name) && OWN.has(last.slice(0, -name.length))) return true;
    }
    return false;
  }

  /** A predicate's column path that goes through the tenant: `workspace.slug`, `jobs.org_id`, `projectId`. */
  isTenantColumn(path: string): boolean {
    return path.split(".").some(segment => this.#names.has(normal(segment)) || this.#names.has(`${normal(segment)}id`));
  }

  tableOf(record: QueryRecord): Table | undefined {
    const key = `${record.library}\0${record.table ?? ""}\0${record.model ?? ""}`;
    if (!this.#tables.has(key)) this.#tables.set(key, this.#lookUp(record));
    return this.#tables.get(key);
  }

  ownershipOf(table: Table | undefined): Ownership {
    return table ? this.#ownerships.get(table) : { kind: "unknown" };
  }

  #lookUp(record: QueryRecord): Table | undefined {
    const schema = this.#schema;
    if (record.table !== undefined) return findTable(schema, record.table);
    if (record.model === undefined) return undefined;
    if (record.library === "sql") return schema.models.get(record.model);
    const table = record.library === "prisma" ? findModel(schema, record.model) : schema.models.get(record.model);
    return table && table.sources.includes(record.library as never) ? table : undefined;
  }

  #classify(table: Table): Ownership {
    const { schema, tenant, settings } = this.#project;
    if (settings.globalTables?.includes(table.name)) return { kind: "global" };
    const scope = classifyTable(schema, tenant, table.name);
    const used = scope.kind === "global" ? this.#usedColumn(table) : undefined;
    if (used !== undefined) return { kind: "direct", column: used, byUse: true, place: table.place };
    if (scope.kind === "direct") {
      const column = scope.columns[0]!;
      return {
        kind: "direct",
        column: column.name,
        ...(column.field === undefined ? {} : { field: column.field }),
        place: column.place,
      };
    }
    if (scope.kind === "global") {
      const key = table.foreignKeys.find(one => this.#usedColumn(findTable(schema, one.table)) !== undefined);
      return key ? this.#through(table, [key]) : { kind: "global" };
    }
    if (scope.kind !== "indirect") return { kind: scope.kind };
    return this.#through(table, scope.path);
  }

  /** A table that hangs on another by a foreign key. */
  #through(table: Table, path: readonly ForeignKey[]): Ownership {
    const { schema, tenant } = this.#project;
    const [key, ...rest] = path;
    const parent = key && findTable(schema, key.table);
    if (!key || !parent || key.columns.length !== 1 || rest.length > 1 || isPeople(parent.name) || isPeople(table.name))
      return { kind: "global" };
    const owner = classifyTable(schema, tenant, parent.name);
    const parentColumn =
      owner.kind === "direct" ? owner.columns[0]!.name : (this.#usedColumn(parent) ?? tenant.columns[0]?.name ?? "");
    const field = findColumn(table, key.columns[0]!)?.field;
    return {
      kind: "indirect",
      column: key.columns[0]!,
      ...(field === undefined ? {} : { field }),
      parent: parent.name,
      parentColumn,
      place: key.place,
    };
  }

  /**
   * The tenant column that the queries of a table use although no migration shows it: at least two of them, and no fewer than
   * the half, so that one stray filter does not make a table tenant-owned.
   */
  #usedColumn(table: Table | undefined): string | undefined {
    if (!table || isPeople(table.name)) return undefined;
    return this.#usage().get(table.name);
  }

  #usage(): ReadonlyMap<string, string> {
    const project = this.#project;
    const equal = (before: Map<string, string>, after: Map<string, string>) => sameData([...before], [...after]);
    const usage = () => {
      const tenantColumns = new Set(project.tenant.columns.map(column => column.name));
      const uses = new Map<string, { total: number; columns: string[] }>();
      for (const { table, columns } of project.gather("columns in use", "Query", columnsIn)) {
        const use = uses.get(table) ?? { total: 0, columns: [] };
        uses.set(table, use);
        use.total++;
        const column = columns.find(name => tenantColumns.has(name));
        if (column !== undefined) use.columns.push(column);
      }
      const owned = [...uses].filter(([, use]) => use.columns.length >= 2 && use.columns.length * 2 >= use.total);
      return new Map(owned.map(([table, use]) => [table, use.columns[0]!]));
    };
    return project.memo("tenant columns in use", usage, { equal });
  }

  /** Whether the row may be without tenant: the column has a default or may be null. */
  isOptional(table: Table, column: string): boolean {
    const found = findColumn(table, column);
    return !found || found.nullable || found.hasDefault;
  }

  /** The table that a column of `table` points to, and whether the column is the table's own key. */
  targetOf(table: Table, column: string): { table: Table; own: boolean } | undefined {
    const name = normal(column);
    if (name === "pk" || name === "id" || (table.primaryKey.length === 1 && normal(table.primaryKey[0]!) === name))
      return { table, own: true };
    for (const key of table.foreignKeys) {
      const matches =
        key.columns.length === 1 &&
        (normal(key.columns[0]!) === name ||
          normal(key.field ?? "") === name ||
          normal(findColumn(table, key.columns[0]!)?.field ?? "") === name);
      const target = matches ? findTable(this.#project.schema, key.table) : undefined;
      if (target) return { table: target, own: false };
    }
    return undefined;
  }

  /** Some table has a column or field of that name; a relation has none. */
  isField(name: string): boolean {
    const fields = this.#project.memo("names of columns", () => {
      const columns = [...this.#project.schema.tables.values()].flatMap(table => [...table.columns.values()]);
      return new Set(columns.flatMap(column => [column.name, column.field ?? column.name]));
    });
    return fields.has(name);
  }

  /** The payload has the tenant, as column, field or relation. */
  carriesTenant(columns: readonly { name: string }[]): boolean {
    return columns.some(column => this.isTenantColumn(column.name));
  }
}

/** What the queries of a file read and write, by table; columns of other tables left out. */
function columnsIn(file: FileSummary): { table: string; columns: string[] }[] {
  return ((file.concepts["Query"] ?? []) as QueryRecord[]).flatMap(({ library, table, predicates, payload }) => {
    if (library !== "postgrest" || table === undefined) return [];
    const columns = [...predicates.map(one => one.column), ...(payload?.columns.map(one => one.name) ?? [])];
    return [{ table, columns: columns.filter(name => !name.includes(".")) }];
  });
}

const OWN = new Set(["current", "caller", "active", "own", "my", "session", "the", "user", "auth", "p"]);

export function normal(name: string): string {
  return name.replace(/[^a-zA-Z0-9]/gu, "").toLowerCase();
}

/** `organization_id` is often written `orgId`. */
function aliases(name: string): string[] {
  const plain = normal(name);
  const short = plain.replace(/^organi[sz]ation/u, "org");
  const long = plain.replace(/^org(?=id$)/u, "organization");
  return [...new Set([plain, short, long])];
}

/** Tables of persons, who may belong to several tenants. */
function isPeople(name: string): boolean {
  return /^(?:auth_?|app_?|\w*_)?(?:users?|profiles?|persons?|people|employees?)$/iu.test(name);
}
