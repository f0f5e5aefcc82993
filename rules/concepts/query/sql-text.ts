/**
 * Queries written as text: `pool.query("SELECT … WHERE id = $1", [id])`, `cursor.execute(…)`, tagged templates. Only single-table
 * statements whose conditions are joined by AND are read; everything else is left open.
 */
import type { Call, Expression } from "../../ir/nodes.ts";
import { SQL_RUNNERS, SQL_TAGS } from "../../libraries/queries.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import type { Found, Reader, Reading } from "./builder.ts";
import type { Operation, Predicate } from "./query.ts";

/** Stands for an interpolated value; no character of SQL. */
const HOLE = "\u0001";

interface Statement {
  operation: Operation;
  table: string;
  /** Text of the WHERE part; undefined when there is none. */
  where?: string;
  columns: string[];
  readable: boolean;
}

export function findSqlText(model: FileModel): Found[] {
  return model.calls.flatMap(call => findCall(call, model));
}

function findCall(call: Call, model: FileModel): Found[] {
  const callee = call.callee;
  const name = callee.kind === "member" ? callee.name : "";
  const text = call.args[0] && model.valueOf(call.args[0].value);
  const wrapped =
    text?.kind === "call" &&
    (text.callee.kind === "name" || text.callee.kind === "member") &&
    text.callee.name === "text"
      ? text.args[0]?.value
      : text;
  if (callee.kind !== "member" || !SQL_RUNNERS.has(name) || !wrapped) return [];
  const source = sourceOf(model.valueOf(wrapped));
  const statement = source && statementOf(source.text);
  if (!source || !statement) return [];
  return [
    {
      library: "sql",
      start: call,
      nodes: [call, outermost(call)],
      head: { start: callee.nameSpan.start, end: Math.min(call.end, call.args[0]!.end) },
      client: callee.object,
      table: statement.table,
      operation: statement.operation,
      read: reader => read(reader, statement, source, call.args[1]?.value),
    },
  ];
}

interface Source {
  text: string;
  values: Expression[];
  /** A template that binds its values, so that they are no text. */
  tagged: boolean;
}

function sourceOf(expression: Expression): Source | undefined {
  if (expression.kind === "literal" && typeof expression.value === "string")
    return { text: expression.value, values: [], tagged: false };
  if (expression.kind !== "template") return undefined;
  const tag = expression.tag?.kind === "name" || expression.tag?.kind === "member" ? expression.tag.name : undefined;
  return {
    text: expression.parts.join(HOLE),
    values: expression.values,
    tagged: tag !== undefined && SQL_TAGS.has(tag),
  };
}

function statementOf(text: string): Statement | undefined {
  const plain = text
    .replace(/--[^\n]*/gu, " ")
    .replace(/\s+/gu, " ")
    .trim();
  const head =
    /^select .*? from (?:only )?"?([\w.]+)(?![\w.])"?(.*)$/iu.exec(plain) ??
    /^update (?:only )?"?([\w.]+)(?![\w.])"?(.*)$/iu.exec(plain) ??
    /^delete from (?:only )?"?([\w.]+)(?![\w.])"?(.*)$/iu.exec(plain) ??
    /^insert into "?([\w.]+)(?![\w.])"?(.*)$/iu.exec(plain);
  if (!head) return undefined;
  const operation = /^\w+/u.exec(plain)![0].toLowerCase() as Operation;
  const rest = head[2]!;
  const where = / where (.*?)(?: (?:group by|order by|limit|offset|returning|for update|having)\b.*)?;?$/iu.exec(
    rest,
  )?.[1];
  const columns =
    operation === "insert"
      ? (/^\s*\(([^)]*)\)/u.exec(rest)?.[1] ?? "").split(",").map(column => column.trim().replaceAll('"', ""))
      : [];
  const readable = !/\b(?:join|union|with)\b|\(\s*select\b/iu.test(rest) && !(where && /\bor\b/iu.test(where));
  return {
    operation,
    table: head[1]!.split(".").at(-1)!,
    ...(where === undefined ? {} : { where }),
    columns,
    readable,
  };
}

function read(reader: Reader, statement: Statement, source: Source, parameters: Expression | undefined): Reading {
  const state = {
    open: !statement.readable,
    hole: source.text.slice(0, whereStart(source.text)).split(HOLE).length - 1,
    place: 0,
  };
  if (source.values.length > 0 && !source.tagged) state.open = true;
  if (statement.operation === "insert") {
    const columns = statement.columns.filter(Boolean).map(name => ({ name, key: "", origins: [] }));
    return { predicates: [], open: state.open, payload: { columns, complete: false } };
  }
  const list = parameters && reader.model.valueOf(parameters);
  state.place = (source.text.slice(0, whereStart(source.text)).match(/%s|\?/gu) ?? []).length;
  const predicates: Predicate[] = [];
  for (const condition of statement.where?.split(/ and /iu) ?? []) {
    const match = /^\(?\s*(?:\w+\.)?"?(\w+)"?\s*(=|in|is|<>|!=|<=?|>=?|like|ilike|not in|~)(.*)$/iu.exec(condition);
    if (!match) state.open = true;
    else predicates.push(predicateOf(reader, match, source, list, state));
  }
  return { predicates, open: state.open };
}

function whereStart(text: string): number {
  const found = /\bwhere\b/iu.exec(text);
  return found ? found.index : text.length;
}

function predicateOf(
  reader: Reader,
  match: RegExpExecArray,
  source: Source,
  list: Expression | undefined,
  state: { hole: number; place: number },
): Predicate {
  const [, column, operator, right] = match;
  const among = operator!.toLowerCase() === "in" || /^any\b/iu.test(right!);
  const kind = among ? "in" : operator === "=" ? "=" : "other";
  return reader.predicate(column!, kind, valueOf(right!, source, list, state));
}

/** `$2`, `%s`, `?`, `:name`, `%(name)s`, or the next interpolated value. */
function valueOf(
  text: string,
  source: Source,
  list: Expression | undefined,
  state: { hole: number; place: number },
): Expression | undefined {
  if (text.includes(HOLE)) return source.values[state.hole++];
  const numbered = /\$(\d+)/u.exec(text)?.[1];
  if (numbered !== undefined) return itemOf(list, Number(numbered) - 1);
  if (/%s|\?/u.test(text)) return itemOf(list, state.place++);
  const named = /(?<!:):(\w+)|%\((\w+)\)s/u.exec(text);
  const name = named?.[1] ?? named?.[2];
  return name !== undefined && list?.kind === "object"
    ? list.properties.find(property => property.key === name)?.value
    : undefined;
}

function itemOf(list: Expression | undefined, index: number): Expression | undefined {
  return list?.kind === "list" ? list.items[index] : undefined;
}
