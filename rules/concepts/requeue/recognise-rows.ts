/** Rows that go back to a waiting status: from an error handler, with the text of an error, or because their worker is gone. */
import type { Expression, FunctionNode, Module, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { ERROR_COLUMN, GIVEN_UP, RECOVERY, RUNNING, STATUS_COLUMN, WAITING } from "../../libraries/requeues.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf } from "../../semantics/guards.ts";
import { isAttemptName } from "../retry/attempt-names.ts";
import { codeOf, handlerAround, mentionsCounter, nameOf, tableKey, wordsCount } from "./evidence.ts";
import type { RequeueLimitRecord, RequeueRecord } from "./requeue.ts";
import { type ColumnWrite, type RowWrite, rowWrites, tableOf, wordOf } from "./row-writes.ts";

/** The operator or a person runs it: not the queue. */
const BY_HAND = /(?:^|\/)(?:scripts?|tools|seeds?|fixtures|examples?|docs?|migrations?|versions|commands|admin)\//iu;
/** Rows of a certain age, by builders and in SQL. */
const OLDER = /\blte?\b|\.lt\(|__lte?\b|<=?\s|\bolder\b/u;
/** Rows up to an age: time ends the repetition. */
const YOUNGER = /\bgte?\b|\.gt\(|__gte?\b|>=?\s|\binterval\b/u;
export const WORK =
  /worker|jobs?|queue|tasks?|cron|consumer|schedul|process|outbox|sync|dispatch|runner|daemon|batch/iu;
const RELEASES = /release|retry|requeue|fail|give_?back|return_?to|reschedule/iu;
const READS = /^(?:select|findMany|findFirst|find|find_one|findOne|filter|filter_by|where|query|execute)$/u;
const USER_ROUTE =
  /(?:^|\/)(?:route\.[jt]sx?|actions?(?:\/|\.[jt]sx?)|page\.tsx|routes?\/|routers?\/|views?(?:\/|\.py)|api\/|controllers?\/|endpoints\/|trpc\/)|\.(?:controller|action|resolver|router)s?\.[jt]s/u;
const BY_CLOCK = /cron|scheduled?|worker|beat|consumer|daemon|sweep|reap|recover|heal|process(?:or|-queue)?\b/iu;

/** A file with the changes of rows in it, read once. */
export interface Reading {
  model: FileModel;
  writes: readonly RowWrite[];
}

export function readRows(model: FileModel): Reading {
  return model.once(findRows, model.module);
}

function findRows(_module: Module, model: FileModel): Reading {
  return { model, writes: [...rowWrites(model), ...attributeWrites(model)] };
}

export function requeuedRows(reading: Reading): RequeueRecord[] {
  const { model } = reading;
  if (BY_HAND.test(model.path)) return [];
  const found: RequeueRecord[] = [];
  for (const write of reading.writes) {
    const status = write.columns.find(column => isStatus(column.name) && WAITING.test(column.value ?? ""));
    const unit = model.outermostFunction(write.node);
    if (!status || !unit) continue;
    const again = triesFailedAgain(write, model);
    if (isCounted(unit, write, model) || (!again && givesUp(unit, write, reading))) continue;
    const way = wayOf(write, unit, reading);
    if (!way) continue;
    const fn = model.enclosingFunction(write.node) ?? unit;
    found.push({
      ...spanOf(status),
      way,
      functionId: model.functionId(fn),
      name: nameOf(fn, unit, model),
      at: model.place(status.span),
      ...(write.table === undefined ? {} : { table: write.table }),
      column: status.name,
      value: status.value!,
      ...(handlerAround(write.node) || way === "resetsStuck" || tellsError(write) ? {} : { assumed: true as const }),
      text: model.source(status.span).replace(/\s+/gu, " ").slice(0, 80),
    });
  }
  return found;
}

/** Writes that say "running", and whether they count: what a claim does for every row. */
export function claimsOf(reading: Reading): RequeueLimitRecord["claims"] {
  return reading.writes.flatMap(write =>
    write.columns.some(column => isStatus(column.name) && RUNNING.test(column.value ?? ""))
      ? [{ table: tableKey(write.table ?? write.holder ?? ""), counts: counts(write) }]
      : [],
  );
}

/** Tables whose rows in a waiting status are asked for, by builders and by SQL. */
export function takesOf(model: FileModel): string[] {
  const found = new Set<string>();
  for (const call of model.calls) {
    const { callee } = call;
    const table = callee.kind === "member" && READS.test(callee.name) ? tableOf(call, model) : undefined;
    if (table !== undefined && mentions(model.source(outermost(call)), WAITING)) found.add(tableKey(table));
    const given = call.args[0] && model.valueOf(call.args[0].value);
    const text =
      given?.kind === "literal" ? String(given.value) : given?.kind === "template" ? given.parts.join("?") : "";
    if (!/\bselect\b/iu.test(text)) continue;
    for (const match of text.matchAll(/\bselect\b(?:(?!\bselect\b)[^;])*?\bfrom\s+["`]?(?:\w+\.)?(\w+)["`]?([^;]*)/giu))
      if (mentions(match[2]!, WAITING)) found.add(tableKey(match[1]!));
  }
  return [...found];
}

/** `job.status = "pending"` on a row that was loaded, with the other attributes that the same block assigns. */
function attributeWrites(model: FileModel): RowWrite[] {
  const found: RowWrite[] = [];
  for (const node of model.nodesOf("assign")) {
    if (node.operator !== "=") continue;
    const [target] = node.targets;
    if (target?.kind !== "member" || !isStatus(target.name) || !isRow(target.object, model)) continue;
    const value = wordOf(node.value, model);
    if (value === undefined) continue;
    const holder = model.source(target.object);
    const columns: ColumnWrite[] = [{ name: target.name, value, span: node }];
    for (const other of besides(node)) if (model.source(other.object) === holder) columns.push(other.column);
    found.push({ node, columns, open: false, source: "", holder: holder.replace(/^.*\./u, "") });
  }
  return found;

  function besides(node: Node): { object: Expression; column: ColumnWrite }[] {
    const block = node.parent?.parent;
    const others: { object: Expression; column: ColumnWrite }[] = [];
    if (!block || block.kind === "module") return others;
    walk(block, inner => {
      if (inner.kind !== "assign" || inner === node) return;
      const [target] = inner.targets;
      if (target?.kind === "member")
        others.push({ object: target.object, column: { name: target.name, ...word(inner.value), span: inner } });
    });
    return others;
  }

  function word(value: Expression): { value?: string } {
    const text = wordOf(value, model);
    return text === undefined ? {} : { value: text };
  }
}

/** A name that is not the object itself and was not made here. */
function isRow(object: Expression, model: FileModel): boolean {
  if (object.kind !== "name" || /^(?:self|this|cls|state|res|response|request|req)$/u.test(object.name)) return false;
  const value = model.valueOf(object);
  return !(value.kind === "call" && value.callee.kind === "name" && /^[A-Z]/u.test(value.callee.name));
}

function isCounted(unit: FunctionNode, write: RowWrite, model: FileModel): boolean {
  return counts(write) || write.columns.some(column => isAttemptName(column.name)) || mentionsCounter(unit, model);
}

/** Rows that were given up are taken up again, whatever their age. */
function triesFailedAgain(write: RowWrite, model: FileModel): boolean {
  const conditions = conditionsOf(write);
  if (USER_ROUTE.test(model.path) && !BY_CLOCK.test(model.path)) return false;
  return BY_CLOCK.test(model.path) && mentions(conditions, GIVEN_UP) && !YOUNGER.test(conditions);
}

/** The function gives up in some branch, or lets time end it. */
function givesUp(unit: FunctionNode, write: RowWrite, { writes }: Reading): boolean {
  return writes.some(
    other =>
      other.node.start >= unit.start &&
      other.node.end <= unit.end &&
      other.columns.some(column => isStatus(column.name) && GIVEN_UP.test(column.value ?? "")) &&
      tableKey(other.table ?? other.holder ?? "") === tableKey(write.table ?? write.holder ?? ""),
  );
}

function counts(write: RowWrite): boolean {
  return write.columns.some(column => isAttemptName(column.name)) || wordsCount(write.source);
}

/** Why the row goes back; undefined when a person or the normal course of work may be the reason. */
function wayOf(write: RowWrite, unit: FunctionNode, reading: Reading): "putBack" | "resetsStuck" | undefined {
  const { model } = reading;
  const name = nameOf(model.enclosingFunction(write.node), unit, model);
  const clocked = !USER_ROUTE.test(model.path) || BY_CLOCK.test(model.path);
  const fromRunning = takesRunning(write, unit, model);
  const handler = handlerAround(write.node);
  // What throws on leaves the rest to whoever delivered the work.
  if (handler && exitOf(handler.body) === "throw") return undefined;
  if (handler && (clocked || fromRunning) && isWork(write.node, unit, reading)) return "putBack";
  if (!clocked) return undefined;
  if (fromRunning && (RECOVERY.test(name) || OLDER.test(conditionsOf(write)))) return "resetsStuck";
  if (fromRunning && RELEASES.test(name) && !marksRunning(unit, reading)) return "putBack";
  if (tellsError(write) || triesFailedAgain(write, model)) return "putBack";
  return undefined;
}

/** A run over rows, or a file or function that is named after one: not a person's order that waits for the person. */
function isWork(node: Node, unit: FunctionNode, reading: Reading): boolean {
  const { model } = reading;
  if (WORK.test(model.path) || WORK.test(unit.name ?? "") || marksRunning(unit, reading)) return true;
  for (let at = node.parent; at && at !== unit; at = at.parent) if (at.kind === "loop") return true;
  return false;
}

/** What went wrong is written with it. */
function tellsError(write: RowWrite): boolean {
  return write.columns.some(column => ERROR_COLUMN.test(column.name) && column.value !== "null");
}

/** The statement's own condition, or the query of the loop around, asks for rows in a running status. */
function takesRunning(write: RowWrite, unit: FunctionNode, model: FileModel): boolean {
  if (mentionsRunning(conditionsOf(write))) return true;
  let looped = false;
  for (let at = write.node.parent; at && at !== unit; at = at.parent)
    if (at.kind === "loop" || at.kind === "function") looped = true;
  return looped && mentionsRunning(codeOf(unit, model));
}

function conditionsOf(write: RowWrite): string {
  const { source } = write;
  const where = /\bwhere\b[\s\S]*$/iu.exec(source)?.[0];
  return where ?? source.replace(/^([^{]*)\{[^}]*\}/u, "$1");
}

function mentionsRunning(text: string): boolean {
  return mentions(text, RUNNING);
}

/** A quoted word or an enum's member of the list. */
function mentions(text: string, words: RegExp): boolean {
  return [...text.matchAll(/["'`](\w+)["'`]|\.([A-Z][A-Z_]+)\b/gu)].some(match =>
    words.test(match[1] ?? match[2] ?? ""),
  );
}

function marksRunning(unit: FunctionNode, { writes }: Reading): boolean {
  return writes.some(
    other =>
      other.node.start >= unit.start &&
      other.node.end <= unit.end &&
      other.columns.some(column => isStatus(column.name) && RUNNING.test(column.value ?? "")),
  );
}

function isStatus(name: string): boolean {
  return STATUS_COLUMN.test(name);
}

function spanOf(column: ColumnWrite): { start: number; end: number } {
  return { start: column.span.start, end: column.span.end };
}
