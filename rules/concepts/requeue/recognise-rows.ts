/** Rows that go back to a waiting status: from an error handler, with the text of an error, or because their worker is gone. */
import type { Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { ERROR_COLUMN, GIVEN_UP, RECOVERY, RUNNING, STATUS_COLUMN, WAITING } from "../../libraries/requeues.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isAttemptName } from "../retry/attempt-names.ts";
import type { RequeueLimitRecord, RequeueRecord } from "./requeue.ts";
import { type ColumnWrite, type RowWrite, rowWrites, wordOf } from "./row-writes.ts";

const WORDS = /[A-Za-z_$][\w$]*/gu;
/** The operator or a person runs it: not the queue. */
const BY_HAND = /(?:^|\/)(?:scripts?|tools|seeds?|fixtures|examples?|docs?|migrations?|versions|commands|admin)\//iu;
const USER_ROUTE =
  /(?:^|\/)(?:route\.[jt]sx?|actions?(?:\/|\.[jt]sx?)|page\.tsx|routes?\/|routers?\/|views?(?:\/|\.py)|api\/|controllers?\/|endpoints\/|trpc\/)|\.(?:controller|action|resolver|router)s?\.[jt]s/u;
const BY_CLOCK = /cron|scheduled?|worker|job|queue|beat|tasks?\b|consumer|daemon|sweep|reap|recover|heal/iu;

/** A file with the changes of rows in it, read once. */
export interface Reading {
  model: FileModel;
  writes: RowWrite[];
}

export function readRows(model: FileModel): Reading {
  return { model, writes: [...rowWrites(model), ...attributeWrites(model)] };
}

export function requeuedRows(reading: Reading): RequeueRecord[] {
  const { model } = reading;
  if (BY_HAND.test(model.path)) return [];
  const found: RequeueRecord[] = [];
  for (const write of reading.writes) {
    const status = write.columns.find(column => isStatus(column.name) && WAITING.test(column.value ?? ""));
    const unit = model.outermostFunction(write.node);
    if (!status || !unit || isBounded(unit, write, reading)) continue;
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

export function tableKey(name: string): string {
  return name.replaceAll("_", "").replace(/s$/u, "").toLowerCase();
}

/** `job.status = "pending"` on a row that was loaded, with the other attributes that the same block assigns. */
function attributeWrites(model: FileModel): RowWrite[] {
  const found: RowWrite[] = [];
  walk(model.module, node => {
    if (node.kind !== "assign" || node.operator !== "=") return;
    const [target] = node.targets;
    if (target?.kind !== "member" || !isStatus(target.name) || !isRow(target.object, model)) return;
    const value = wordOf(node.value, model);
    if (value === undefined) return;
    const holder = model.source(target.object);
    const columns: ColumnWrite[] = [{ name: target.name, value, span: node }];
    for (const other of besides(node)) if (model.source(other.object) === holder) columns.push(other.column);
    found.push({ node, columns, open: false, source: "", holder: holder.replace(/^.*\./u, "") });
  });
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

/** The function counts attempts, gives up in some branch, or lets time end it. */
function isBounded(unit: FunctionNode, write: RowWrite, { model, writes }: Reading): boolean {
  if (counts(write) || write.columns.some(column => isAttemptName(column.name))) return true;
  const text = codeOf(unit, model);
  if ([...text.matchAll(WORDS)].some(([name]) => isAttemptName(name) && name !== "retry" && name !== "Retry"))
    return true;
  return writes.some(
    other =>
      other.node.start >= unit.start &&
      other.node.end <= unit.end &&
      other.columns.some(column => isStatus(column.name) && GIVEN_UP.test(column.value ?? "")) &&
      tableKey(other.table ?? other.holder ?? "") === tableKey(write.table ?? write.holder ?? ""),
  );
}

function counts(write: RowWrite): boolean {
  return (
    write.columns.some(column => isAttemptName(column.name)) ||
    [...write.source.matchAll(WORDS)].some(([name]) => isAttemptName(name))
  );
}

/** Why the row goes back; undefined when a person or the normal course of work may be the reason. */
function wayOf(write: RowWrite, unit: FunctionNode, reading: Reading): "putBack" | "resetsStuck" | undefined {
  const { model } = reading;
  const name = nameOf(model.enclosingFunction(write.node), unit, model);
  const clocked = !USER_ROUTE.test(model.path) || BY_CLOCK.test(model.path);
  const fromRunning = takesRunning(write, unit, model);
  if (inHandler(write.node) && (clocked || fromRunning)) return "putBack";
  if (!clocked) return undefined;
  if (fromRunning && (RECOVERY.test(name) || !marksRunning(unit, reading))) return "resetsStuck";
  if (write.columns.some(column => ERROR_COLUMN.test(column.name) && column.value !== "null")) return "putBack";
  return undefined;
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
  return where ?? source.replace(/\{[\s\S]*?\}/u, "");
}

function mentionsRunning(text: string): boolean {
  return [...text.matchAll(/["'`](\w+)["'`]|\.([A-Z][A-Z_]+)\b/gu)].some(match =>
    RUNNING.test(match[1] ?? match[2] ?? ""),
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

export function inHandler(node: Node): boolean {
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent) if (at.kind === "handler") return true;
  return false;
}

/** Source without comments and without the text of long literals. */
export function codeOf(node: Node, model: FileModel): string {
  return model
    .source(node)
    .replace(/\/\*[\s\S]*?\*\//gu, " ")
    .replace(/(^|\s)(?:\/\/|#)[^\n]*/gu, " ")
    .replace(/"""[\s\S]*?"""/gu, text => (/\bupdate\b|\bselect\b/iu.test(text) ? text : " "))
    .replace(/(["'`])(?:(?!\1)[^\n\\]){0,300}?\s(?:(?!\1)[^\n\\]){0,300}?\1/gu, text =>
      /\bupdate\b|\bselect\b/iu.test(text) ? text : '" "',
    );
}

export function nameOf(fn: FunctionNode | undefined, unit: FunctionNode, model: FileModel): string {
  if (fn?.name !== undefined) return fn.name;
  return unit.name ?? model.functionId(unit).replace(/@.*$/u, "");
}

function isStatus(name: string): boolean {
  return STATUS_COLUMN.test(name);
}

function spanOf(column: ColumnWrite): { start: number; end: number } {
  return { start: column.span.start, end: column.span.end };
}
