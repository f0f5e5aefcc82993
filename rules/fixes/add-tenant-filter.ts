/** Restricts a query to the tenant whose value stands in the same function. */
import * as l10n from "@vscode/l10n";
import type { Query } from "../concepts/query/query.ts";
import type { Fix } from "../finding.ts";
import type { LanguageId } from "../ir/nodes.ts";

/** Undefined when the query has no place for a further condition, or the tenant cannot be handed to its function. */
export function addTenantFilter(query: Query, language: LanguageId): Fix | undefined {
  const { tenantValue, ownership } = query;
  if (ownership.kind !== "direct") return undefined;
  if (tenantValue?.text === undefined) return tenantValue ? undefined : addParameter(query, language);
  if (query.scope.kind === "open" && query.scope.by === "payload")
    return addToPayload(query, tenantValue.text, language);
  const { insertion } = query;
  if (!insertion) return undefined;
  const column = columnFor(query);
  if (column === undefined) return undefined;
  const condition = spell(insertion.style, column, tenantValue.text, insertion.owner, insertion.quote);
  return {
    title: l10n.t("Restrict the query to `{0}`", tenantValue.text),
    kind: tenantValue.sameTable ? "safe" : "suggestion",
    edits: [{ start: insertion.at, end: insertion.at, text: `${insertion.before}${condition}${insertion.after}` }],
  };
}

/** With no tenant in scope the function is told; its callers then have to say which. */
function addParameter(query: Query, language: LanguageId): Fix | undefined {
  const { insertion, parameterAt, ownership, scope } = query;
  if (!insertion || !parameterAt || ownership.kind !== "direct" || scope.kind !== "open" || scope.by === "payload")
    return undefined;
  const column =
    query.library === "postgrest" || query.library === "knex"
      ? ownership.column
      : (ownership.field ?? ownership.column);
  const name = language === "python" ? ownership.column : camelCase(ownership.column);
  const type = parameterAt.typed ? (language === "python" ? ": str" : ": string") : "";
  const condition = spell(insertion.style, column, name, insertion.owner, insertion.quote);
  return {
    title: l10n.t("Take `{0}` as a parameter and restrict the query to it", name),
    kind: "suggestion",
    edits: [
      { start: parameterAt.at, end: parameterAt.at, text: `, ${name}${type}` },
      { start: insertion.at, end: insertion.at, text: `${insertion.before}${condition}${insertion.after}` },
    ],
  };
}

function camelCase(name: string): string {
  return name.replace(/(?<!_)_+([a-z0-9])/giu, (_, letter: string) => letter.toUpperCase());
}

function addToPayload(query: Query, value: string, language: LanguageId): Fix | undefined {
  const column = columnFor(query);
  if (
    query.payloadAt === undefined ||
    column === undefined ||
    query.library === "django" ||
    query.library === "sqlalchemy"
  )
    return undefined;
  const text =
    language === "python" ? ` "${column}": ${value},` : ` ${column === value ? column : `${column}: ${value}`},`;
  return {
    title: l10n.t("Write `{0}` into `{1}`", value, column),
    kind: "suggestion",
    edits: [{ start: query.payloadAt, end: query.payloadAt, text }],
  };
}

/** The path a sibling uses, or the tenant column when the value is named after it. */
function columnFor(query: Query): string | undefined {
  const { tenantValue, ownership } = query;
  if (tenantValue?.text === undefined || ownership.kind !== "direct") return undefined;
  if (tenantValue.sameTable || isSameRelation(tenantValue.column, ownership.column)) return tenantValue.column;
  const name =
    query.library === "postgrest" || query.library === "knex"
      ? ownership.column
      : (ownership.field ?? ownership.column);
  return plain(tenantValue.text).endsWith(plain(name)) || plain(tenantValue.text).startsWith(plain(name))
    ? name
    : undefined;
}

function spell(
  style: NonNullable<Query["insertion"]>["style"],
  column: string,
  value: string,
  owner: string | undefined,
  quote: string,
): string {
  switch (style) {
    case "postgrest":
      return `.eq(${quote}${column}${quote}, ${value})`;
    case "keyword":
      return `${column.replaceAll(".", "__")}=${value}`;
    case "expression":
      return `${owner}.${column} == ${value}`;
    case "and":
      return `eq(${owner}.${column}, ${value})`;
    case "property":
      return column === value ? column : `${column}: ${value}`;
  }
}

/** `workspace.slug` goes through the relation that `workspace_id` stores. */
function isSameRelation(path: string, column: string): boolean {
  const dot = path.indexOf(".");
  return dot > 0 && plain(`${path.slice(0, dot)}id`) === plain(column);
}

function plain(text: string): string {
  return text.replace(/[^a-zA-Z0-9]/gu, "").toLowerCase();
}
