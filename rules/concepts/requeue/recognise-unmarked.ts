/**
 * Rows that a run takes up by a mark (`sent = 0`), and whose failure is written down without changing the mark: the next run
 * takes up the same rows.
 */
import * as l10n from "@vscode/l10n";
import type { Call, FunctionNode, Node } from "../../ir/nodes.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isAttemptName } from "../retry/attempt-names.ts";
import { handlerAround, mentionsCounter, nameOf, tableKey } from "./evidence.ts";
import type { Reading } from "./recognise-rows.ts";
import type { RequeueRecord } from "./requeue.ts";
import type { RowWrite } from "./row-writes.ts";

/** `where sent = 0`, `sent_at is null`, `.eq("sent", false)`, `.is("sent_at", null)`, `sent: false`, `sent=False`. */
const MARK =
  /(?<!\w)["'`]?(\w+?)["'`]?(?:__isnull\s*=\s*True|\s*(?:==?|\bis\b|,|:|\.is_\()\s*(0|false|False|null|NULL|None|(["'])(?:pending|queued|new|unprocessed|waiting)\3))(?![\w.])/gu;
const SELECTS = /\bselect\b|findMany|\.find\(|\.objects\b|\.query\(/iu;
const NEXT_TIME = /next|retry_?at|run_?at|scheduled|not_before|visible_?at|available_?at|backoff|snooze/iu;

export function unmarkedRows({ model, writes }: Reading): RequeueRecord[] {
  const found: RequeueRecord[] = [];
  for (const failure of writes) {
    const unit = model.outermostFunction(failure.node);
    if (!unit || failure.open || !isHandled(failure.node) || !inLoop(failure.node)) continue;
    if (failure.columns.length === 0 || failure.columns.some(column => endsIt(column.name))) continue;
    const done = writes.find(other => marksDone(other, failure, unit));
    const query = done && done.table !== undefined && queryOf(done, unit, model);
    if (!done || !query || failure.columns.some(column => column.name === query.mark)) continue;
    if (mentionsCounter(unit, model)) continue;
    const at = failure.columns[0]!.span;
    found.push({
      start: at.start,
      end: at.end,
      way: "neverMarked",
      functionId: model.functionId(model.enclosingFunction(failure.node)),
      name: nameOf(model.enclosingFunction(failure.node), unit, model),
      at: model.place(at),
      table: done.table!,
      column: query.mark,
      value: query.value,
      text: query.text,
      before: { place: model.place(query.call), message: l10n.t("Each run takes up the rows with `{0}`.", query.text) },
    });
  }
  return found;
}

/** Such a column ends the repetition or puts it off. */
export function endsIt(column: string): boolean {
  return isAttemptName(column) || NEXT_TIME.test(column);
}

/** The same rows are written outside of the handler: that is where the mark is set. */
function marksDone(other: RowWrite, failure: RowWrite, unit: FunctionNode): boolean {
  return (
    other !== failure &&
    other.node.start >= unit.start &&
    other.node.end <= unit.end &&
    !isHandled(other.node) &&
    other.table !== undefined &&
    tableKey(other.table) === tableKey(failure.table ?? "")
  );
}

/** The query of the function that finds rows by a column that success changes. */
function queryOf(
  done: RowWrite,
  unit: FunctionNode,
  model: FileModel,
): { call: Call; mark: string; value: string; text: string } | undefined {
  const changed = new Set(done.columns.map(column => column.name));
  for (const call of model.calls) {
    if (call.start < unit.start || call.end > unit.end || call.start > done.node.start || isHandled(call)) continue;
    const source = textOf(call, model);
    if (!SELECTS.test(source) || !source.includes(done.table!) || /\bupdate\b/iu.test(source)) continue;
    const found = markIn(source, changed);
    if (found) return { call, mark: found.column, value: found.value, text: found.text };
  }
  return undefined;
}

/** The condition of a query on one of the columns. */
export function markIn(
  query: string,
  columns: ReadonlySet<string>,
): { column: string; value: string; text: string } | undefined {
  for (const [text, column, value] of query.matchAll(MARK))
    if (columns.has(column!))
      return { column: column!, value: value ?? "null", text: text.replace(/\s+/gu, " ").trim() };
  return undefined;
}

function textOf(call: Call, model: FileModel): string {
  const given = call.args[0] && model.valueOf(call.args[0].value);
  if (given?.kind === "literal" && typeof given.value === "string" && given.value.length > 20) return given.value;
  if (given?.kind === "template") return given.parts.join("?");
  return model.source(call).length < 1_500 ? model.source(call) : "";
}

function isHandled(node: Node): boolean {
  return handlerAround(node) !== undefined;
}

function inLoop(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) if (at.kind === "loop") return true;
  return false;
}
