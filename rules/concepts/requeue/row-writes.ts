/**
 * Changes of stored rows, whatever library makes them: which table, which columns, which literal values. Invariant: only
 * what is written as a literal or an enum's member has a value; the rest is a column without one.
 */
import type { Call, Expression, Module, Name, Node, Span } from "../../ir/nodes.ts";
import { ROW_CHANGES } from "../../libraries/requeues.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";

export interface ColumnWrite {
  name: string;
  /** Literal or the name of an enum's member. */
  value?: string;
  /** Where column and value stand. */
  span: Span;
}

export interface RowWrite {
  node: Node;
  table?: string;
  columns: ColumnWrite[];
  /** Columns come from elsewhere too. */
  open: boolean;
  /** Source of the whole statement: its conditions are in it. */
  source: string;
  /** Variable whose attributes are assigned. */
  holder?: string;
}

const BUILT_IN: ReadonlySet<string> = new Set([
  "Array",
  "Object",
  "Promise",
  "Map",
  "Set",
  "Reflect",
  "JSON",
  "Iterator",
]);

const SQL_UPDATE =
  /\bupdate\s+(?:only\s+)?["`]?(?:\w+["`]?\.["`]?)?(\w+)["`]?(?:\s+(?:as\s+)?(?!set\b)\w+)?\s+set\b([\s\S]*?)(?:\bwhere\b|\breturning\b|;|$)/giu;

export function rowWrites(model: FileModel): readonly RowWrite[] {
  return model.once(findRowWrites, model.module);
}

function findRowWrites(_module: Module, model: FileModel): RowWrite[] {
  const found: RowWrite[] = [];
  for (const call of model.calls) {
    const write = builderWrite(call, model);
    if (write) found.push(write);
    else found.push(...sqlWrites(call, model));
  }
  return found;
}

/** The literal, or the last name of `JobStatus.PENDING` and `JobStatus.PENDING.value`. */
export function wordOf(value: Expression, model: FileModel): string | undefined {
  const known = model.valueOf(value);
  if (known.kind === "literal") return known.value === null ? "null" : String(known.value);
  let at: Expression = known;
  if (at.kind === "member" && at.name === "value") at = at.object;
  if (at.kind !== "member" || !/^[A-Z][A-Z0-9_]*$|^[A-Z][a-z]+$/u.test(at.name)) return undefined;
  return at.object.kind === "name" || at.object.kind === "member" ? at.name : undefined;
}

function builderWrite(call: Call, model: FileModel): RowWrite | undefined {
  const { callee } = call;
  if (callee.kind !== "member" || !ROW_CHANGES.has(callee.name)) return undefined;
  const columns: ColumnWrite[] = [];
  let open = false;
  for (const argument of call.args) {
    if (argument.name !== undefined)
      columns.push({ name: argument.name, ...valued(argument.value, model), span: argument });
    else if (argument.spread) open = true;
    else open = readObject(argument.value, model, columns, 0) || open;
  }
  const table = tableOf(call, model);
  if (columns.length === 0 || (table === undefined && callee.name !== "update")) return undefined;
  if ((callee.name === "set" || callee.name === "values") && !/\bupdate\(/u.test(model.source(callee.object)))
    return undefined;
  const statement = outermost(call);
  return { node: call, ...(table === undefined ? {} : { table }), columns, open, source: model.source(statement) };
}

/** Properties of the payload: of the object itself, of `data: {…}` (Prisma) and of `$set: {…}` (MongoDB); true when some are unknown. */
function readObject(value: Expression, model: FileModel, columns: ColumnWrite[], depth: number): boolean {
  const object = model.valueOf(value);
  if (object.kind !== "object") return object.kind !== "literal";
  let open = false;
  for (const property of object.properties) {
    if (property.spread || property.key === undefined) {
      open = true;
      continue;
    }
    if (depth < 2 && /^(?:data|\$set|\$inc|values)$/u.test(property.key)) {
      const inner: ColumnWrite[] = [];
      open = readObject(property.value, model, inner, depth + 1) || open;
      columns.push(...inner);
    } else if (property.key !== "where")
      columns.push({ name: property.key.replace(/^.*\./u, ""), ...valued(property.value, model), span: property });
  }
  return open;
}

function valued(value: Expression, model: FileModel): { value?: string } {
  const word = wordOf(value, model);
  return word === undefined ? {} : { value: word };
}

/** `.from("jobs")`, `.table("jobs")`, `prisma.job.update`, `db("jobs")`, `Job.objects`, `update(Job)`, `db.query(Job)`. */
export function tableOf(call: Call, model: FileModel): string | undefined {
  let at: Expression = call.callee;
  let last: string | undefined;
  for (;;) {
    if (at.kind === "call") {
      const name = at.callee.kind === "member" || at.callee.kind === "name" ? at.callee.name : "";
      const first = at.args[0]?.value;
      const text = first && model.valueOf(first);
      if (/^(?:from|from_|table|db|knex|collection)$/u.test(name) && text?.kind === "literal" && text.value)
        return String(text.value);
      if (/^(?:update|query)$/u.test(name) && at !== call && first?.kind === "name") return first.name;
      if (name === "update" && at !== call && first?.kind === "member") return first.name;
      at = at.callee;
    } else if (at.kind === "member") {
      if (at.name === "objects" && at.object.kind === "name") return at.object.name;
      last = at.object.kind === "member" ? at.object.name : undefined;
      if (at === call.callee && last !== undefined && /^(?:prisma|db|tx|trx|client|database)$/iu.test(rootOf(at)))
        return last;
      at = at.object;
    } else if (at.kind === "await") at = at.value;
    else return at.kind === "name" && at !== call.callee && isModel(at, model) ? at.name : undefined;
  }
}

/** A class by its name, and none of the language's own: `Array.from(items)` asks no table. */
function isModel(name: Name, model: FileModel): boolean {
  return /^[A-Z]\w+$/u.test(name.name) && !(BUILT_IN.has(name.name) && model.bindingOf(name) === undefined);
}

function rootOf(expression: Expression): string {
  let at: Expression = expression;
  const names: string[] = [];
  while (at.kind === "member") {
    names.push(at.name);
    at = at.object;
  }
  if (at.kind === "name" && /^(?:this|self)$/u.test(at.name)) return names.at(-1) ?? "";
  return at.kind === "name" ? at.name : "";
}

/** `prepare("UPDATE t SET status = 'pending' …")`, `execute(text("…"))`. */
function sqlWrites(call: Call, model: FileModel): RowWrite[] {
  const given = call.args[0] && model.valueOf(call.args[0].value);
  const text =
    given?.kind === "literal" && typeof given.value === "string"
      ? given.value
      : given?.kind === "template"
        ? given.parts.join("?")
        : undefined;
  if (!given || text === undefined || !/\bupdate\s+\S/iu.test(text)) return [];
  return [...text.matchAll(SQL_UPDATE)].map(match => ({
    node: call,
    table: match[1]!,
    columns: assignmentsOf(match[2]!, call),
    open: false,
    source: text,
  }));
}

function assignmentsOf(list: string, span: Span): ColumnWrite[] {
  return [...list.matchAll(/(?:^|,)\s*["`]?(\w+)["`]?\s*=\s*(?:'([^']*)'|(\w+)\s*(?=,|$))?/gu)].map(match => {
    const value = match[2] ?? (match[3] === undefined || /^[a-z]/u.test(match[3]) ? undefined : match[3]);
    return { name: match[1]!, ...(value === undefined ? {} : { value }), span };
  });
}
