/** Which columns a call chooses rows by, and which it writes, as far as they say that something was done to an item. */
import type { Assign, Call, Expression, ObjectLiteral } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import { columnKey, CONDITION_METHODS, isMarkColumn, UPDATE_METHODS } from "../../../libraries/marks.ts";
import { chainOf } from "../../../semantics/chains.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import type { Mark, StepRecord, Stop } from "../task.ts";
import { lastMember, readsRow } from "./callee-words.ts";
import { claimInSql, sqlIn } from "./claims.ts";
import { rowTableOf, tableInSql, tableOf } from "./tables.ts";
import { SQL_WRITES } from "./writes.ts";

const SQL_SET = /\bupdate\b(?:(?!\bupdate\b)[\s\S])*?\bset\b([\s\S]*?)(?:\bwhere\b|\breturning\b|\bfrom\b|$)/iu;
const SQL_WHERE = /\bwhere\b([\s\S]*)$/iu;
const SQL_COLUMN = /(?<!\w)(?:\w+\.)?"?(\w+)"?\s*(?:=|!=|<>|<|\bis\b|\bin\b)/giu;
const SQL_ASSIGNED = /(?<!\w)(?:\w+\.)?"?(\w+)"?\s*=\s*('[\w-]+'|\w+)?/giu;
const MAX_MARKS = 6;
/** Parts of a query object that choose no rows. */
const NOT_CONDITIONS = new Set(["select", "orderBy", "include", "data", "take", "skip", "attributes", "order", "with"]);

/** What a database call says of rows: the columns that it marks or chooses by, and its table. */
export function addRowFacts(step: StepRecord, call: Call, model: FileModel): void {
  const { text } = step;
  const last = lastMember(text);
  const writes = step.record !== undefined;
  const found = writes ? marksOf(call, last, model) : picksOf(call, last, model);
  if (found.length > 0) {
    if (writes) step.marks = found;
    else step.picks = found;
  } else if (writes || !readsRow(text, last)) return;
  const table = tableOf(call, model);
  if (table !== undefined) step.table = table;
}

/** The same of SQL in a tagged template. */
export function sqlFacts(sql: string): Partial<StepRecord> {
  const writes = SQL_WRITES.test(sql);
  const marks = writes ? columnsIn(SQL_SET.exec(sql)?.[1] ?? "", SQL_ASSIGNED) : [];
  const picks = writes ? [] : columnsIn(SQL_WHERE.exec(sql)?.[1] ?? "", SQL_COLUMN);
  const claim = claimInSql(sql);
  const table = tableInSql(sql);
  return {
    fallible: true,
    ...(writes ? { record: "write" as const } : {}),
    ...(marks.length > 0 ? { marks: uniqueMarks(marks) } : {}),
    ...(picks.length > 0 ? { picks: uniqueMarks(picks) } : {}),
    ...(claim === undefined ? {} : { claim }),
    ...(table === undefined ? {} : { table }),
  };
}

/** `x.sent_at = now()`: kept by the next commit or save. */
export function assignedFacts(node: Assign, model: FileModel): Partial<StepRecord> | undefined {
  const target = node.targets[0];
  if (node.operator !== "=" || target?.kind !== "member" || target.object.kind !== "name") return undefined;
  if (target.object.name === "self" || target.object.name === "this" || !isMarkColumn(target.name)) return undefined;
  const marks: Mark[] = [];
  add(marks, target.name, node.value, model);
  const table = rowTableOf(target.object, model);
  return { marks, ...(table === undefined ? {} : { table }) };
}

/** Columns that a call sets on rows that exist. */
function marksOf(call: Call, last: string, model: FileModel): Mark[] {
  const found: Mark[] = [];
  if (UPDATE_METHODS.has(last))
    for (const argument of call.args) {
      if (argument.name !== undefined) add(found, argument.name, argument.value, model);
      else collectKeys(model.valueOf(argument.value), found, model);
    }
  else if (/^(execute|scalars?|exec)$/u.test(last)) {
    const inner = call.args[0] && model.valueOf(call.args[0].value);
    for (const link of inner?.kind === "call" ? chainOf(inner).links : [])
      if (link.name === "values" && link.call) found.push(...marksOf(link.call, "values", model));
  }
  const sql = model.once(sqlIn, call);
  const set = sql && SQL_SET.exec(sql);
  if (set) found.push(...columnsIn(set[1] ?? "", SQL_ASSIGNED));
  return uniqueMarks(found);
}

/** Columns by which a link of a query that reads chooses its rows. */
function picksOf(call: Call, last: string, model: FileModel): Mark[] {
  const found: Mark[] = [];
  if (CONDITION_METHODS.has(last) && !isWriting(call))
    for (const argument of call.args) collectConditions(argument.value, argument.name, found, model);
  const [column, value] = call.args;
  const compared = found[0];
  if (compared && value && call.args.length === 2 && column?.value.kind === "literal") {
    const text = valueText(value.value, model);
    if (text !== undefined) compared.value = text;
  }
  const sql = model.once(sqlIn, call);
  const where = sql && /^\s*(select|with)\b/iu.test(sql) ? SQL_WHERE.exec(sql) : undefined;
  if (where) found.push(...columnsIn(where[1] ?? "", SQL_COLUMN));
  return uniqueMarks(found);
}

/** The conditions are those of an update or a deletion. */
function isWriting(call: Call): boolean {
  const { links, root } = chainOf(call);
  const start = root.kind === "call" && root.callee.kind === "name" ? root.callee.name : "";
  return (
    /^(update|insert|delete)$/u.test(start) ||
    links.some(link => /^(update|updateMany|delete|deleteMany|set|del|remove)$/u.test(link.name) && link.call)
  );
}

/** Mark columns that a test looks at. */
export function lookedAt(test: Expression): Mark[] {
  const found: Mark[] = [];
  walk(test, node => {
    if (node.kind === "function") return false;
    if (node.kind === "member" && !(node.parent?.kind === "call" && node.parent.callee === node))
      push(found, node.name);
    if (node.kind === "index") push(found, textOf(node.index) ?? "");
    return undefined;
  });
  return uniqueMarks(found);
}

/** Columns of a test, and, when its branch leaves, what they must be for that. */
export function stopsOf(test: Expression, model: FileModel): Stop[] {
  if (test.kind === "binary" && test.operator === "or")
    return [...stopsOf(test.left, model), ...stopsOf(test.right, model)];
  if (test.kind === "binary" && (test.operator === "==" || test.operator === "!=" || test.operator === "in")) {
    const column = columnOf(test.left);
    if (column === undefined) return [];
    const values = test.right.kind === "list" ? test.right.items : [test.right];
    const texts = values.flatMap(value => valueText(value, model) ?? []);
    if (texts.length < values.length) return [];
    const stop = { column, ...tableOfMember(test.left, model) };
    return test.operator === "!=" ? [{ ...stop, not: texts }] : [{ ...stop, is: texts }];
  }
  if (test.kind === "binary") return [];
  if (test.kind === "call" && test.callee.kind === "member" && test.callee.name === "includes") {
    const list = model.valueOf(test.callee.object);
    const column = test.args[0] && columnOf(test.args[0].value);
    if (column === undefined || list.kind !== "list") return [];
    return [{ column, is: list.items.flatMap(item => valueText(item, model) ?? []) }];
  }
  const column = columnOf(test);
  return column === undefined ? [] : [{ column, ...tableOfMember(test, model) }];
}

function tableOfMember(expression: Expression, model: FileModel): { table?: string } {
  const table = expression.kind === "member" ? rowTableOf(expression.object, model) : undefined;
  return table === undefined ? {} : { table };
}

function columnOf(expression: Expression): string | undefined {
  let at = expression;
  while (at.kind === "await") at = at.value;
  const name = at.kind === "member" ? at.name : at.kind === "index" ? textOf(at.index) : undefined;
  return name !== undefined && isMarkColumn(name) ? columnKey(name) : undefined;
}

function textOf(expression: Expression): string | undefined {
  return expression.kind === "literal" && typeof expression.value === "string" ? expression.value : undefined;
}

/** A constant as it can be compared: `"completed"`, `InvoiceStatus.COMPLETED` → "completed". */
function valueText(expression: Expression, model: FileModel): string | undefined {
  const value = model.valueOf(expression);
  if (value.kind === "literal") return String(value.value).toLowerCase();
  if (value.kind === "member")
    return value.name === "value" && value.object.kind === "member"
      ? value.object.name.toLowerCase()
      : value.name.toLowerCase();
  return undefined;
}

function collectKeys(value: Expression, found: Mark[], model: FileModel): void {
  if (value.kind !== "object") return;
  for (const property of value.properties) {
    if (property.key === undefined || property.key === "where" || property.key === "select") continue;
    if (/^(data|\$set|set|update)$/u.test(property.key)) collectKeys(model.valueOf(property.value), found, model);
    else add(found, property.key, property.value, model);
  }
}

function collectConditions(value: Expression, name: string | undefined, found: Mark[], model: FileModel): void {
  if (name !== undefined) {
    add(found, name, value, model);
    return;
  }
  if (value.kind === "literal") {
    const text = typeof value.value === "string" ? value.value : "";
    if (/^[\w."]+$/u.test(text)) push(found, text.slice(text.lastIndexOf(".") + 1));
    else for (const one of text.matchAll(/\b(\w+)\.(?:eq|is|neq|in|lt|lte|not)\./gu)) push(found, one[1]!);
    return;
  }
  if (value.kind === "object") {
    collectObject(value, found, model);
    return;
  }
  walk(value, node => {
    if (node.kind === "function") return false;
    if (node.kind === "member") push(found, node.name);
    if (node.kind === "object") collectObject(node, found, model);
    if (node.kind === "argument" && node.name !== undefined) push(found, node.name);
    return node.kind !== "object";
  });
}

function collectObject(object: ObjectLiteral, found: Mark[], model: FileModel): void {
  for (const property of object.properties) {
    if (property.key === undefined || NOT_CONDITIONS.has(property.key)) continue;
    add(found, property.key, property.value, model);
    const inner = model.valueOf(property.value);
    if (inner.kind === "object") collectObject(inner, found, model);
    // `where: (user, { isNull }) => isNull(user.welcomedAt)`
    if (inner.kind === "function" && property.key === "where")
      walk(inner, node => {
        if (node.kind === "member") push(found, node.name);
      });
    if (inner.kind === "list")
      for (const item of inner.items) if (item.kind === "object") collectObject(item, found, model);
  }
}

function add(found: Mark[], name: string, value: Expression, model: FileModel): void {
  const text = valueText(value, model);
  push(found, name, text);
}

function push(found: Mark[], name: string, value?: string): void {
  if (isMarkColumn(name))
    found.push({
      column: columnKey(name),
      name: name.replace(/__[a-z]+$/u, ""),
      ...(value === undefined ? {} : { value }),
    });
}

function columnsIn(sql: string, pattern: RegExp): Mark[] {
  const found: Mark[] = [];
  for (const one of sql.matchAll(pattern)) push(found, one[1]!, one[2]?.replace(/'/gu, "").toLowerCase());
  return found;
}

function uniqueMarks(marks: Mark[]): Mark[] {
  if (marks.length === 0) return marks;
  return marks
    .filter((mark, index) => marks.findIndex(other => other.column === mark.column) === index)
    .slice(0, MAX_MARKS);
}
