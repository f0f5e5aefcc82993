/**
 * Queries written as text: `pool.query("SELECT … WHERE id = $1", [id])`, `cursor.execute(…)`, tagged templates. Postgres'
 * parser reads them; whatever stands for a value (`%s`, `?`, `:name`, `${id}`) is numbered first.
 */
import type { Call, Expression, Property } from "../../ir/nodes.ts";
import { SQL_DRIVER } from "../../libraries/query-clients.ts";
import { SQL_RUNNERS, SQL_STATEMENT, SQL_TAGS } from "../../libraries/queries.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { SqlCondition, SqlQuery, SqlValue } from "../../semantics/sql-reading.ts";
import { alternatives } from "./alternatives.ts";
import type { Found, Reader, Reading } from "./builder.ts";
import type { Predicate } from "./query.ts";
import { numbered, type SqlSource } from "./sql-parameters.ts";

type Template = Expression & { kind: "template" };

export function findSqlText(model: FileModel): Found[] {
  const found = model.calls.flatMap(call => findCall(call, model));
  if (![...SQL_TAGS].some(tag => model.text.includes(`${tag}\``))) return found;
  for (const node of model.nodesOf("template")) if (node.tag) found.push(...findTemplate(node, model));
  return found;
}

/** `sql`DELETE …`` of a driver whose tag sends the query, `prisma.$queryRaw`SELECT …``. */
function findTemplate(template: Template, model: FileModel): Found[] {
  const tag = template.tag!;
  const name = tag.kind === "name" || tag.kind === "member" ? tag.name : "";
  const raw = name.startsWith("$");
  if (!SQL_TAGS.has(name) || (!raw && !SQL_DRIVER.test(model.libraryNameOf(tag) ?? ""))) return [];
  if (!raw && template.parent?.kind === "argument") return [];
  return foundIn(template, sourceOf(template, undefined, model), model, {
    client: tag.kind === "member" ? tag.object : tag,
    head: { start: tag.start, end: template.end },
    ...(raw ? { driver: name } : {}),
  });
}

function findCall(call: Call, model: FileModel): Found[] {
  const callee = call.callee;
  const first = call.args[0]?.value;
  if (callee.kind !== "member" || !SQL_RUNNERS.has(callee.name) || !first) return [];
  const value = model.valueOf(first);
  const text = textCall(value, model);
  const source = sourceOf(model.valueOf(text?.text ?? value), call, model, text?.bound);
  const marked = text !== undefined || callee.name.startsWith("$") || isBound(model.valueOf(first), model);
  return foundIn(call, source, model, {
    client: callee.object,
    head: { start: callee.nameSpan.start, end: Math.min(call.end, call.args[0]!.end) },
    ...(marked ? { driver: text ? "text" : callee.name } : {}),
  });
}

/** `db.execute(sql`…`)` with a tag of a database library. */
function isBound(value: Expression, model: FileModel): boolean {
  return value.kind === "template" && value.tag !== undefined && SQL_DRIVER.test(model.libraryNameOf(value.tag) ?? "");
}

interface Frame {
  client: Expression;
  head: { start: number; end: number };
  driver?: string;
}

function foundIn(start: Expression, source: SqlSource | undefined, model: FileModel, frame: Frame): Found[] {
  const statement = source && model.readSql(source.text);
  if (!source || !statement) return [];
  const hole = /^hole_(\d+)$/u.exec(statement.table)?.[1];
  const entity = hole === undefined ? undefined : lastNameOf(source.values.get(Number(hole)));
  if (hole !== undefined && entity === undefined) return [];
  return [
    {
      library: "sql",
      start,
      nodes: [start, outermost(start)],
      ...frame,
      ...(entity === undefined ? { table: tableName(statement) } : { model: entity }),
      others: statement.others.filter(name => !name.startsWith("hole_")),
      operation: statement.operation,
      read: reader => read(reader, statement, source),
    },
  ];
}

function tableName(statement: SqlQuery): string {
  return statement.schema === undefined ? statement.table : `${statement.schema}.${statement.table}`;
}

/** SQLAlchemy's `text("…")`, with what `.bindparams(…)` gives it. */
function textCall(value: Expression, model: FileModel): { text: Expression; bound?: Call } | undefined {
  if (value.kind !== "call") return undefined;
  const { callee } = value;
  if (callee.kind === "member" && callee.name === "bindparams") {
    const inner = textCall(model.valueOf(callee.object), model);
    return inner && { text: inner.text, bound: value };
  }
  const name = callee.kind === "name" || callee.kind === "member" ? callee.name : "";
  return name === "text" && value.args[0] ? { text: value.args[0].value } : undefined;
}

function sourceOf(text: Expression, call: Call | undefined, model: FileModel, bound?: Call): SqlSource | undefined {
  const parts =
    text.kind === "literal" && typeof text.value === "string"
      ? [text.value]
      : text.kind === "template"
        ? text.parts
        : undefined;
  if (!parts || !SQL_STATEMENT.test(parts[0]!)) return undefined;
  const holes = text.kind === "template" ? text.values : [];
  const given = call?.args.slice(1).map(argument => argument.value) ?? [];
  const list = given[0] && model.valueOf(given[0]);
  return numbered(parts, holes, {
    items: list?.kind === "list" ? list.items : list?.kind === "object" ? [] : given,
    named: list?.kind === "object" ? list.properties.flatMap(named) : [],
    keywords: [...(bound?.args ?? []), ...(call?.args ?? [])].flatMap(one =>
      one.name === undefined ? [] : [[one.name, one.value] as const],
    ),
  });
}

function named(property: Property): (readonly [string, Expression])[] {
  return property.key === undefined ? [] : [[property.key, property.value]];
}

/** The conditions of a whole statement; undefined when it, or one of them, cannot be read. */
export function readConditions(reader: Reader, source: SqlSource): Predicate[] | undefined {
  const statement = reader.model.readSql(source.text);
  if (!statement || statement.open) return undefined;
  return statement.conditions.flatMap(one => predicatesOf(reader, one, source));
}

function read(reader: Reader, statement: SqlQuery, source: SqlSource): Reading {
  const predicates = statement.conditions.flatMap(one => predicatesOf(reader, one, source));
  const writes = statement.operation !== "select" && statement.operation !== "delete";
  const columns = (statement.written ?? []).map(one => {
    const { key, origins } = valueOf(reader, one.value, source);
    return { name: one.column, key, origins };
  });
  return {
    predicates,
    open: statement.open,
    ...(writes ? { payload: { columns, complete: statement.written !== undefined } } : {}),
  };
}

function predicatesOf(reader: Reader, condition: SqlCondition, source: SqlSource): Predicate[] {
  if ("any" in condition)
    return alternatives(condition.any.map(branch => branch.flatMap(one => predicatesOf(reader, one, source))));
  // What another column holds is tied to it by the conditions on that one.
  if ("column" in condition.value) return [];
  const { key, origins } = valueOf(reader, condition.value, source);
  const column =
    typeof condition.column === "number" ? lastNameOf(source.values.get(condition.column)) : condition.column;
  return column === undefined
    ? []
    : [
        {
          column,
          operator: "other" in condition.value ? "other" : condition.operator,
          key,
          origins,
          conditional: false,
        },
      ];
}

function valueOf(reader: Reader, value: SqlValue, source: SqlSource): Pick<Predicate, "key" | "origins"> {
  if ("parameters" in value) {
    const given = value.parameters.flatMap(number => source.values.get(number) ?? []);
    const whole = given.length === value.parameters.length;
    return {
      key: given.length === 1 ? reader.predicate("", "=", given[0]).key : "",
      origins: whole ? given.flatMap(one => reader.origins.of(one)) : [{ kind: "unknown", text: "parameter" }],
    };
  }
  if ("constant" in value) return { key: "", origins: [{ kind: "constant" }] };
  return { key: "", origins: [{ kind: "unknown", text: "call" in value ? value.call : "" }] };
}

/** `jobs.id` of `${jobs.id} = ${id}` names the column, `jobs` of `FROM ${jobs}` the table. */
function lastNameOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === "member" || expression?.kind === "name" ? expression.name : undefined;
}
