/** Writes that give a limiter's count its first value whether there is a row or not: the count never grows. */
import type { Call, Expression, FunctionNode, Node, Property } from "../../ir/nodes.ts";
import { OVERWRITING_MEMBERS } from "../../libraries/limit-strings.ts";
import { chainOf } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { guardsAt } from "../../semantics/guards.ts";
import type { LimitResetRecord } from "./limit-record.ts";
import { isCountName, mentionsLimiter, words } from "./names.ts";

/** What is done with a row that exists already, and a count in it that is set to one or to the row that was to be inserted. */
const EXISTING = /\bon (?:conflict|duplicate)\b/iu;
const OVERWRITTEN =
  /\b(count|hits|attempts|requests|usage|request_count)"? ?= ?(?:1\b(?! ?\+)|excluded\.|values ?\()/iu;

export function limitResetsIn(model: FileModel): LimitResetRecord[] {
  return model.calls.flatMap(call => resetOf(call, model) ?? []);
}

function resetOf(call: Call, model: FileModel): LimitResetRecord | undefined {
  const { callee } = call;
  if (callee.kind !== "member") return undefined;
  const fn = model.enclosingFunction(call);
  if (!fn) return undefined;
  const found = writtenOne(call, callee.name) ?? sqlReset(call, model);
  if (!found) return undefined;
  const table = tableOf(call, callee.object, model);
  if (!speaks(fn, table, model) || guardsAt(call).length > 0 || readsBefore(call, table, fn, model)) return undefined;
  return {
    form: "reset",
    start: callee.nameSpan.start,
    end: callee.nameSpan.end,
    column: found.column,
    named: mentionsLimiter(table),
    table,
    written: model.place(found.node),
  };
}

/** `upsert({ key, count: 1 })`, `upsert({ create, update: { count: 1 } })`, `onConflictDoUpdate({ set: { count: 1 } })`. */
function writtenOne(call: Call, member: string): { column: string; node: Node } | undefined {
  const row = OVERWRITING_MEMBERS[member];
  if (!row) return undefined;
  const objects = call.args.map(argument => ({ name: argument.name, value: first(argument.value) }));
  const flags = objects.flatMap(one => (one.value?.kind === "object" ? one.value.properties : []));
  if (
    flags.some(
      property => property.key === row.unless && property.value.kind === "literal" && property.value.value === true,
    )
  )
    return undefined;
  const update = flags.find(property => property.key === (row.columns ?? "update"))?.value;
  const keyword = objects.find(one => one.name !== undefined && one.name === row.columns)?.value;
  const columns = update ?? keyword ?? (row.columns === undefined ? objects[0]?.value : undefined);
  const count = columns?.kind === "object" ? columns.properties.find(isOne) : undefined;
  return count && { column: count.key!, node: count };
}

function isOne(property: Property): property is Property & { key: string } {
  const { key, value } = property;
  return key !== undefined && isCountName(key) && value.kind === "literal" && value.value === 1;
}

function first(value: Expression): Expression | undefined {
  return value.kind === "list" ? value.items[0] : value;
}

/** A statement of SQL as text. */
function sqlReset(call: Call, model: FileModel): { column: string; node: Node } | undefined {
  for (const { value } of call.args) {
    const held = value.kind === "call" ? (value.args[0]?.value ?? value) : value;
    if (held.kind !== "literal" && held.kind !== "template") continue;
    const text = model.source(held).replace(/\s+/gu, " ");
    const existing = EXISTING.exec(text);
    const column = existing ? OVERWRITTEN.exec(text.slice(existing.index))?.[1] : undefined;
    if (column !== undefined) return { column, node: held };
  }
  return undefined;
}

function tableOf(call: Call, object: Expression, model: FileModel): string {
  const from = chainOf(call).links.find(link => link.name === "from" || link.name === "insert")?.call?.args[0]?.value;
  if (from?.kind === "literal") return String(from.value);
  if (from) return model.source(from).slice(0, 60);
  const into = /insert\s+into\s+"?([\w.]+)/iu.exec(
    call.args.map(argument => model.source(argument.value)).join(" "),
  )?.[1];
  if (into !== undefined) return into;
  return object.kind === "member" ? object.name : model.source(object).slice(0, 60);
}

function speaks(fn: FunctionNode, table: string, model: FileModel): boolean {
  const names = [model.functionId(fn), model.path.split("/").at(-1)!, table];
  return names.some(name => mentionsLimiter(name) || /attempt|quota/u.test(words(name)));
}

/** What was read before decides whether a new window begins. */
function readsBefore(call: Call, table: string, fn: FunctionNode, model: FileModel): boolean {
  const before = model.text.slice(fn.start, chainOf(call).root.start);
  return before.includes(table) && /select|find|get|first|query/iu.test(before);
}
