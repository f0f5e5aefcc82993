/** The table that a call of a query builder is about, in one spelling, as far as the call itself tells. */
import type { Call, Expression } from "../../../ir/nodes.ts";
import { columnKey } from "../../../libraries/marks.ts";
import { chainOf, outermost } from "../../../semantics/chains.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import { sqlIn } from "./claims.ts";

const NAMED_BY = /^(from|from_|table|into|collection)$/u;
const MODELLED_BY = /^(select|query|update|insert|delete|get|scalar|scalars|execute)$/u;
/** `prisma.booking.findMany`, `ctx.db.users.update`. */
const DELEGATED = /^(find\w*|update\w*|upsert|create\w*|delete\w*|count|aggregate)$/u;
const SQL_TABLE = /\b(?:from|update|into)\s+(?:only\s+)?(?:"?\w+"?\.)?"?(\w+)"?/iu;

export function tableOf(call: Call, model: FileModel): string | undefined {
  const { root, links } = chainOf(outermost(call));
  for (const one of [call, ...links.flatMap(link => link.call ?? [])]) {
    const named = tableInSql(model.once(sqlIn, one) ?? "");
    if (named !== undefined) return named;
  }
  if (root.kind === "call" && root.callee.kind === "name" && /^(select|update|insert|delete)$/u.test(root.callee.name))
    return modelOf(root.args[0]?.value, model);
  for (const [index, link] of links.entries()) {
    const first = link.call?.args[0]?.value;
    if (NAMED_BY.test(link.name) && first) return textOf(first, model) ?? modelOf(first, model);
    if (link.name === "objects") return nameOf(index === 0 ? root : links[index - 1]?.member);
    if (DELEGATED.test(link.name) && link.call) {
      const before = links[index - 1];
      if (before && !before.call && !/ref$/iu.test(before.name)) return tableKey(before.name);
      if (index === 0) return root.kind === "name" && /^[A-Z]/u.test(root.name) ? tableKey(root.name) : undefined;
    }
    if (MODELLED_BY.test(link.name) && first) {
      const inner = model.valueOf(first);
      if (inner.kind === "call") return tableOf(inner, model);
      return modelOf(first, model);
    }
  }
  return undefined;
}

export function tableInSql(sql: string): string | undefined {
  const named = SQL_TABLE.exec(sql)?.[1];
  return named === undefined ? undefined : tableKey(named);
}

/** The table whose row a variable holds: `lead = db.query(Lead).first()`, `for lead in db.query(Lead)`. */
export function rowTableOf(row: Expression, model: FileModel): string | undefined {
  if (row.kind !== "name") return undefined;
  const value = model.bindingOf(row)?.definitions.find(one => one.value)?.value;
  const known = value && model.valueOf(value);
  return known?.kind === "call" ? tableOf(known, model) : undefined;
}

function textOf(expression: Expression, model: FileModel): string | undefined {
  const value = model.valueOf(expression);
  return value.kind === "literal" && typeof value.value === "string" ? tableKey(value.value) : undefined;
}

/** A class or table constant: `Alert`, `schema.alerts`. */
function modelOf(expression: Expression | undefined, model: FileModel): string | undefined {
  if (!expression) return undefined;
  if (expression.kind === "literal") return textOf(expression, model);
  return nameOf(expression);
}

function nameOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === "name" || expression?.kind === "member" ? tableKey(expression.name) : undefined;
}

/** `prospects`, `Prospect` and `prospect` are one. */
function tableKey(name: string): string {
  return columnKey(name).replace(/s$/u, "");
}
