/** What the tenant map says, in words: of tables, of clients, and of what ties a query to one tenant. */
import type { FilePlace } from "../../rules/finding.ts";
import type { MappedQuery, TenantMap, TenantTable } from "./tenant-map.ts";

/** `site_id`, or how the row that it hangs on has it: `lead_id` → `leads.site_id`. */
export function ownershipText({ ownership }: Pick<TenantTable, "ownership">): string {
  if (ownership.kind === "direct") return `\`${ownership.column}\`${ownership.byUse ? ", as its queries show" : ""}`;
  if (ownership.kind === "indirect")
    return `\`${ownership.column}\` → \`${ownership.parent}.${ownership.parentColumn}\``;
  return ownership.kind === "root" ? "the tenants themselves" : "";
}

/** `public` goes without saying. */
export function tableName({ schema, name }: Pick<TenantTable, "schema" | "name">): string {
  return schema === "public" ? name : `${schema}.${name}`;
}

/** Where its rows get their tenant from: the column, or the key to the row that they hang on. */
export function ownershipPlace({ ownership, place }: Pick<TenantTable, "ownership" | "place">): FilePlace {
  return ("place" in ownership ? ownership.place : undefined) ?? place;
}

/** Undefined when no SQL of the project says it. */
export function rowSecurityText({ rowSecurity, policies }: TenantTable): string | undefined {
  if (rowSecurity === undefined) return undefined;
  if (!rowSecurity.enabled) return "off";
  return policies === 0 ? "on, no policy" : `on, ${plural(policies, "policy", "policies")}`;
}

const LIBRARIES: Readonly<Record<MappedQuery["library"], string>> = {
  postgrest: "PostgREST",
  prisma: "Prisma",
  django: "Django",
  sqlalchemy: "SQLAlchemy",
  drizzle: "Drizzle",
  knex: "Knex",
  typeorm: "TypeORM",
  sql: "plain SQL",
};

/** Who the database takes the sender for; a name alone is no proof. */
export function clientText({ client, library }: MappedQuery): string {
  const byName = client.proved || client.kind === "unknown" ? "" : " by its name";
  switch (client.kind) {
    case "service-role":
      return `service role${byName}`;
    case "user":
      return `user under row-level security${byName}`;
    case "tenant":
      return `client of one tenant${byName}`;
    case "backend":
      return `backend client${byName}`;
    case "plain":
      return LIBRARIES[library];
    case "unknown":
      return "unknown client";
  }
}

/** What ties the query to one tenant, or why nothing does, or why it cannot be told. */
export function scopeText({ scope }: MappedQuery): string {
  if (scope.kind === "scoped")
    return PROOFS[scope.why] ?? (scope.why.startsWith("`") ? `proved by ${scope.why}` : scope.why);
  if (scope.kind === "unknown") return DOUBTS[scope.why] ?? scope.why;
  const value = `\`${scope.value ?? scope.column ?? "id"}\``;
  switch (scope.by) {
    case "client":
      return `${value} is the caller's choice, and nothing ties it to the tenant`;
    case "none":
      return "no condition on the tenant";
    case "inner":
      return `by ${value} alone, which another function hands over`;
    case "server":
      return `by ${value} alone`;
    case "payload":
      return "the written row carries no tenant";
  }
}

const PROOFS: Readonly<Record<string, string>> = {
  filter: "filter on the tenant",
  payload: "the written row carries the tenant",
  "user client": "row-level security applies to the user's client",
  "tenant client": "the client is bound to one tenant",
};

const DOUBTS: Readonly<Record<string, string>> = {
  table: "the table is not known",
  payload: "what is written could not be read",
  "conditional filter": "the filter on the tenant is added under a condition",
  "condition that could not be read": "a condition could not be read",
  "fixed row": "it reads one fixed row",
  decorator: "a decorator may check it",
  "permission class": "a permission class checks the row that the view was called for",
  administration: "it is administration, which may see all tenants",
  cycle: "its proof hangs on itself",
};

/** `6 of 7 queries scoped, 1 cannot be told`. */
export function countText(table: Pick<TenantTable, "queries" | "scoped" | "open">): string {
  const { queries, scoped } = table;
  const unknown = unknownCount(table);
  if (queries.length === 0) return "no queries";
  const rest = unknown === 0 ? "" : `, ${unknown} cannot be told`;
  return `${scoped} of ${plural(queries.length, "query", "queries")} scoped${rest}`;
}

export function unknownCount({ queries, scoped, open }: Pick<TenantTable, "queries" | "scoped" | "open">): number {
  return queries.length - scoped - open;
}

/** What separates the tenants, or that nothing does, with the reason. */
export function tenantText({ columns, reason, tables }: TenantMap): string {
  if (columns.length === 0) return `No column tells tenants apart. ${reason}`;
  const owners = tables.filter(table => table.ownership.kind === "root").map(table => `\`${table.name}\``);
  const names = columns.filter(column => column.strength === "tenant").map(column => `\`${column.name}\``);
  const rows = owners.length === 0 ? "" : `, the rows of ${owners.join(" and ")}`;
  return `${names.join(" and ")} ${names.length === 1 ? "tells" : "tell"} tenants apart${rows}: ${reason}`;
}

function plural(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
