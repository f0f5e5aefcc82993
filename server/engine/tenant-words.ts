/** What the tenant map says, in words: of tables, of clients, and of what ties a query to one tenant. */
import * as l10n from "@vscode/l10n";
import type { FilePlace } from "../../rules/finding.ts";
import type { MappedQuery, TenantMap, TenantTable } from "./tenant-map.ts";

/** `site_id`, or how the row that it hangs on has it: `lead_id` → `leads.site_id`. */
export function ownershipText({ ownership }: Pick<TenantTable, "ownership">): string {
  if (ownership.kind === "direct")
    return ownership.byUse ? l10n.t("`{0}`, as its queries show", ownership.column) : `\`${ownership.column}\``;
  if (ownership.kind === "indirect")
    return `\`${ownership.column}\` → \`${ownership.parent}.${ownership.parentColumn}\``;
  return ownership.kind === "root" ? l10n.t("the tenants themselves") : "";
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
  if (!rowSecurity.enabled) return l10n.t("off");
  if (policies === 0) return l10n.t("on, no policy");
  return policies === 1 ? l10n.t("on, 1 policy") : l10n.t("on, {0} policies", policies);
}

const LIBRARIES: Readonly<Record<Exclude<MappedQuery["library"], "sql">, string>> = {
  postgrest: "PostgREST",
  prisma: "Prisma",
  django: "Django",
  sqlalchemy: "SQLAlchemy",
  drizzle: "Drizzle",
  knex: "Knex",
  typeorm: "TypeORM",
};

/** Who the database takes the sender for; a name alone is no proof. */
export function clientText({ client, library }: MappedQuery): string {
  const { kind, proved } = client;
  switch (kind) {
    case "service-role":
      return proved ? l10n.t("service role") : l10n.t("service role by its name");
    case "user":
      return proved ? l10n.t("user under row-level security") : l10n.t("user under row-level security by its name");
    case "tenant":
      return proved ? l10n.t("client of one tenant") : l10n.t("client of one tenant by its name");
    case "backend":
      return proved ? l10n.t("backend client") : l10n.t("backend client by its name");
    case "plain":
      return library === "sql" ? l10n.t("plain SQL") : LIBRARIES[library];
    case "unknown":
      return l10n.t("unknown client");
  }
}

/** What ties the query to one tenant, or why nothing does, or why it cannot be told. */
export function scopeText({ scope }: Pick<MappedQuery, "scope">): string {
  if (scope.kind === "scoped") return proofText(scope.why);
  if (scope.kind === "unknown") return doubtText(scope.why);
  const value = `\`${scope.value ?? scope.column ?? "id"}\``;
  switch (scope.by) {
    case "client":
      return l10n.t("{0} is the caller's choice, and nothing ties it to the tenant", value);
    case "none":
      return l10n.t("no condition on the tenant");
    case "inner":
      return l10n.t("by {0} alone, which another function hands over", value);
    case "server":
      return l10n.t("by {0} alone", value);
    case "payload":
      return l10n.t("the written row carries no tenant");
  }
}

function proofText(why: string): string {
  switch (why) {
    case "filter":
      return l10n.t("filter on the tenant");
    case "payload":
      return l10n.t("the written row carries the tenant");
    case "user client":
      return l10n.t("row-level security applies to the user's client");
    case "tenant client":
      return l10n.t("the client is bound to one tenant");
    default:
      return CODE.test(why) ? l10n.t("proved by {0}", why) : why;
  }
}

function doubtText(why: string): string {
  switch (why) {
    case "table":
      return l10n.t("the table is not known");
    case "payload":
      return l10n.t("what is written could not be read");
    case "conditional filter":
      return l10n.t("the filter on the tenant is added under a condition");
    case "condition that could not be read":
      return l10n.t("a condition could not be read");
    case "fixed row":
      return l10n.t("it reads one fixed row");
    case "decorator":
      return l10n.t("a decorator may check it");
    case "permission class":
      return l10n.t("a permission class checks the row that the view was called for");
    case "administration":
      return l10n.t("it is administration, which may see all tenants");
    case "cycle":
      return l10n.t("its proof hangs on itself");
    default:
      return why;
  }
}

/** Nothing but code, as it stands in a message. */
const CODE = /^`[^`]*`$/u;

/** `6 of 7 queries scoped, 1 cannot be told`. */
export function countText(table: Pick<TenantTable, "queries" | "scoped" | "open">): string {
  const { queries, scoped } = table;
  const unknown = unknownCount(table);
  if (queries.length === 0) return l10n.t("no queries");
  const counts =
    queries.length === 1
      ? l10n.t("{0} of 1 query scoped", scoped)
      : l10n.t("{0} of {1} queries scoped", scoped, queries.length);
  return unknown === 0 ? counts : l10n.t("{0}, {1} cannot be told", counts, unknown);
}

export function unknownCount({ queries, scoped, open }: Pick<TenantTable, "queries" | "scoped" | "open">): number {
  return queries.length - scoped - open;
}

/** What separates the tenants, or that nothing does, with the reason. */
export function tenantText({ columns, reason, tables }: TenantMap): string {
  if (columns.length === 0) return l10n.t("No column tells tenants apart. {0}", reason);
  const owners = tables.filter(table => table.ownership.kind === "root").map(table => `\`${table.name}\``);
  const names = columns.filter(column => column.strength === "tenant").map(column => `\`${column.name}\``);
  const column = listText(names);
  if (owners.length > 0 && names.length === 1)
    return l10n.t("{0} tells tenants apart, the rows of {1}: {2}", column, listText(owners), reason);
  if (owners.length > 0)
    return l10n.t("{0} tell tenants apart, the rows of {1}: {2}", column, listText(owners), reason);
  return names.length === 1
    ? l10n.t("{0} tells tenants apart: {1}", column, reason)
    : l10n.t("{0} tell tenants apart: {1}", column, reason);
}

function listText(names: readonly string[]): string {
  return names.length < 2 ? names.join("") : names.reduce((before, name) => l10n.t("{0} and {1}", before, name));
}
