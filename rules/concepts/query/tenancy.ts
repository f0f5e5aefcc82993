/** Tables and names in the light of the project's tenant model. */
import type { Project } from "../../project/project.ts";
import { findColumn, findModel, findTable, type Table } from "../../project/schema/schema.ts";
import { classifyTable } from "../../project/schema/tenancy.ts";
import type { Ownership, QueryRecord } from "./query.ts";

export class Tenancy {
  readonly #project: Project;
  /** Tenant columns and fields, normalised: `siteid`. */
  readonly #names: Set<string>;

  constructor(project: Project) {
    this.#project = project;
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
    const { schema } = this.#project;
    if (record.table !== undefined) return findTable(schema, record.table);
    if (record.model === undefined) return undefined;
    const table = record.library === "prisma" ? findModel(schema, record.model) : schema.models.get(record.model);
    return table && table.sources.includes(record.library as never) ? table : undefined;
  }

  ownershipOf(table: Table | undefined): Ownership {
    const { schema, tenant, settings } = this.#project;
    if (!table) return { kind: "unknown" };
    if (settings.globalTables?.includes(table.name)) return { kind: "global" };
    const scope = classifyTable(schema, tenant, table.name);
    if (scope.kind === "direct") {
      const column = scope.columns[0]!;
      return { kind: "direct", column: column.name, ...(column.field === undefined ? {} : { field: column.field }), place: column.place };
    }
    if (scope.kind !== "indirect") return { kind: scope.kind };
    const [key, ...rest] = scope.path;
    const parent = key && findTable(schema, key.table);
    if (!key || !parent || key.columns.length !== 1 || rest.length > 1 || isPeople(parent.name) || isPeople(table.name)) return { kind: "global" };
    const owner = classifyTable(schema, tenant, parent.name);
    const parentColumn = owner.kind === "direct" ? owner.columns[0]!.name : (tenant.columns[0]?.name ?? "");
    return { kind: "indirect", column: key.columns[0]!, parent: parent.name, parentColumn, place: key.place };
  }

  /** Whether the row may be without tenant: the column has a default or may be null. */
  isOptional(table: Table, column: string): boolean {
    const found = findColumn(table, column);
    return !found || found.nullable || found.hasDefault;
  }

  /** The table that a column of `table` points to, and whether the column is the table's own key. */
  targetOf(table: Table, column: string): { table: Table; own: boolean } | undefined {
    const name = normal(column);
    if (name === "pk" || name === "id" || (table.primaryKey.length === 1 && normal(table.primaryKey[0]!) === name)) return { table, own: true };
    for (const key of table.foreignKeys) {
      const matches = key.columns.length === 1 && (normal(key.columns[0]!) === name || normal(key.field ?? "") === name || normal(findColumn(table, key.columns[0]!)?.field ?? "") === name);
      const target = matches ? findTable(this.#project.schema, key.table) : undefined;
      if (target) return { table: target, own: false };
    }
    return undefined;
  }

  /** The payload has the tenant, as column, field or relation. */
  carriesTenant(columns: readonly { name: string }[]): boolean {
    return columns.some(column => this.isTenantColumn(column.name));
  }
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
