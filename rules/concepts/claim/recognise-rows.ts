/** Rows that are marked as claimed by a status that keeps other workers away. */
import type { Call, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { LEASE_COLUMN, PROGRAM } from "../../libraries/claims.ts";
import { GIVEN_UP, STATUS_COLUMN, WAITING } from "../../libraries/requeues.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { handlerAround, nameOf, tableKey } from "../requeue/evidence.ts";
import { type Reading, readRows } from "../requeue/recognise-rows.ts";
import { type RowWrite, tableOf } from "../requeue/row-writes.ts";
import type { ClaimRecord } from "./claim.ts";
import {
  agedColumns,
  asksForWaiting,
  conditionOf,
  inside,
  isClaimed,
  isRead,
  sqlTexts,
  statementOf,
  transactionAround,
  wordsIn,
} from "./statements.ts";

/** The operator runs it. */
const BY_HAND = /(?:^|\/)(?:scripts?|tools|seeds?|fixtures|examples?|docs?|migrations?|versions)\//iu;

export function markedRows(model: FileModel): ClaimRecord[] {
  if (BY_HAND.test(model.path)) return [];
  const reading = readRows(model);
  const found: ClaimRecord[] = [];
  for (const write of [...reading.writes, ...taggedWrites(model)]) {
    const status = write.columns.find(column => STATUS_COLUMN.test(column.name) && isClaimed(column.value ?? ""));
    const unit = model.outermostFunction(write.node);
    if (!status || !unit || handlerAround(write.node) || write.columns.some(column => LEASE_COLUMN.test(column.name)))
      continue;
    const own = conditionOf(write.source);
    if (write.source !== "" && (wordsIn(own).some(isClaimed) || agedColumns(own).some(isLease))) continue;
    const tried = write.source !== "" && asksForWaiting(own) && !isUnasked(write.node);
    const taken = tried ? write.node : takenFrom(write, unit, model);
    if (!taken || isHeld(write, reading) || isReset(write, unit, reading)) continue;
    const fn = model.enclosingFunction(write.node) ?? unit;
    const name = nameOf(fn, unit, model);
    const table = write.table ?? tableOfRead(taken, model);
    const release = releaseOf(write, unit, reading);
    found.push({
      ...headOf(write.node),
      way: "marked",
      functionId: model.functionId(fn),
      name,
      at: model.place(headOf(write.node)),
      text: `${status.name} = ${status.value}`,
      ...(table === undefined ? {} : { table }),
      column: status.name,
      value: status.value!,
      ...(taken === write.node ? {} : { taken: model.place(taken) }),
      ...(release ? { release: model.place(release) } : {}),
      program: PROGRAM.test(`${model.path} ${unit.name ?? ""} ${name} ${table ?? write.holder ?? ""}`),
    });
  }
  // What goes on with a row that the same function has claimed is another step of the same claim.
  return found.filter(
    one =>
      !found.some(other => other.start < one.start && other.functionId === one.functionId && other.table === one.table),
  );
}

/** Whether the row was taken is not looked at, and the work goes on all the same: it keeps nobody away. */
function isUnasked(node: Node): boolean {
  if (node.kind !== "call") return false;
  const top = outermost(node);
  const { parent } = top.parent?.kind === "await" ? top.parent : top;
  if (parent?.kind !== "expression" || node.callee.kind !== "member") return false;
  const swallowed = top.kind === "call" && top.callee.kind === "member" && top.callee.name === "catch";
  return swallowed || node.callee.name === "updateMany";
}

/** `` sql`UPDATE jobs SET status = 'running' …` ``: what a tagged template writes. */
function taggedWrites(model: FileModel): RowWrite[] {
  return sqlTexts(model).flatMap(({ node, text }) => {
    const match = /\bupdate\s+(?:only\s+)?(?:["`]?\w+["`]?\.)?["`]?(\w+)["`]?(?:\s+(?:as\s+)?\w+)?\s+set\b/iu.exec(
      text,
    );
    const status =
      match &&
      /["`]?(\w{0,60}(?:status|state))["`]?\s*=\s*(?:'(\w+)'|\$\{[\w.]*\.(\w+)\})/iu.exec(text.slice(match.index));
    const value = status?.[2] ?? status?.[3];
    if (!match || !status || value === undefined) return [];
    return [{ node, table: match[1]!, columns: [{ name: status[1]!, value, span: node }], open: true, source: text }];
  });
}

/** The statement of the same function that asks for the rows nobody has taken. */
function takenFrom(write: RowWrite, unit: FunctionNode, model: FileModel): Node | undefined {
  const wanted = write.table === undefined ? undefined : tableKey(write.table);
  for (const call of model.calls) {
    if (!inside(call, unit) || call.start > write.node.start || !isRead(call) || call !== lastOf(call)) continue;
    const statement = statementOf(call, model);
    if (!asksForWaiting(statement) || wordsIn(conditionOf(statement)).some(isClaimed)) continue;
    const table = tableOf(call, model);
    if (table === undefined || (wanted !== undefined && tableKey(table) !== wanted)) continue;
    return isMany(statement) ? outermost(call) : undefined;
  }
  for (const { node, text } of sqlTexts(model)) {
    if (!inside(node, unit) || node.start > write.node.start || !/\bselect\b/iu.test(text)) continue;
    const from = /\bfrom\s+["`]?(?:\w+["`]?\.["`]?)?(\w+)/iu.exec(text)?.[1];
    if (from === undefined || (wanted !== undefined && tableKey(from) !== wanted)) continue;
    if (asksForWaiting(conditionOf(text)) && !wordsIn(conditionOf(text)).some(isClaimed)) return node;
  }
  return undefined;
}

/** Rows are looked for, not one that is known by its id. */
function isMany(statement: string): boolean {
  return !/\b(?:findUnique|count|aggregate)\b/u.test(statement);
}

function lastOf(call: Call): Expression {
  const outer = outermost(call);
  return outer.kind === "call" && outer.callee.kind === "member" && isRead(outer) ? outer : call;
}

/** The mark and the end of the work are one transaction: a crash undoes the mark. */
function isHeld(write: RowWrite, { model, writes }: Reading): boolean {
  const around = transactionAround(write.node, model);
  return (
    around !== undefined &&
    writes.some(
      other =>
        other !== write &&
        inside(other.node, around) &&
        sameRow(other, write) &&
        other.columns.some(column => STATUS_COLUMN.test(column.name) && !isClaimed(column.value ?? "")),
    )
  );
}

/** A `finally` of the function writes the status. */
function isReset(write: RowWrite, unit: FunctionNode, { writes }: Reading): boolean {
  let found = false;
  walk(unit, node => {
    if (node.kind !== "try" || node.finally.length === 0 || found) return undefined;
    found = writes.some(
      other =>
        sameRow(other, write) &&
        node.finally.some(statement => inside(other.node, statement)) &&
        other.columns.some(column => STATUS_COLUMN.test(column.name)),
    );
    return undefined;
  });
  return found;
}

/** Where an error handler of the function gives the row back or gives it up. */
function releaseOf(write: RowWrite, unit: FunctionNode, { writes }: Reading): Node | undefined {
  return writes.find(
    other =>
      other.node.start > write.node.start &&
      inside(other.node, unit) &&
      sameRow(other, write) &&
      handlerAround(other.node) !== undefined &&
      other.columns.some(
        column =>
          STATUS_COLUMN.test(column.name) && (WAITING.test(column.value ?? "") || GIVEN_UP.test(column.value ?? "")),
      ),
  )?.node;
}

function sameRow(one: RowWrite, other: RowWrite): boolean {
  return tableKey(one.table ?? one.holder ?? "") === tableKey(other.table ?? other.holder ?? "");
}

function tableOfRead(taken: Node, model: FileModel): string | undefined {
  if (taken.kind === "call") return tableOf(taken, model);
  const text = taken.kind === "literal" || taken.kind === "template" ? model.source(taken) : "";
  return /\bfrom\s+["`]?(?:\w+["`]?\.["`]?)?(\w+)/iu.exec(text)?.[1];
}

function isLease(column: string): boolean {
  return LEASE_COLUMN.test(column) || /lock|claim|lease|updated|heartbeat|started/iu.test(column);
}

/** The name of the method that writes, the first words of a text, or the whole assignment. */
function headOf(node: Node): { start: number; end: number } {
  if (node.kind === "call" && node.callee.kind === "member") return node.callee.nameSpan;
  if (node.kind === "assign") return { start: node.start, end: node.end };
  return { start: node.start, end: Math.min(node.end, node.start + 60) };
}
