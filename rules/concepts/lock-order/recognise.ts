/** Loops over what a function was given, with the calls in them that lock a row of each element. */
import type { Call, Expression, FunctionNode, Loop, Node } from "../../ir/nodes.ts";
import { eachOwn, walk } from "../../ir/walk.ts";
import {
  CHANGES_ROW,
  CHANGES_ROW_SQL,
  LOCKS_ALL,
  LOCKS_ROWS,
  ON_DATABASE,
  ORDERS,
  RUNS_SQL,
} from "../../libraries/row-changes.ts";
import type { AccessPath } from "../../semantics/access-path.ts";
import { outermost } from "../../semantics/chains.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { sqlIn } from "../task/body/claims.ts";
import { calleeText } from "../task/body/call-facts.ts";
import type { LockLoopRecord } from "./lock-order.ts";

const MAX_ITEMS = 60;

export function recogniseLockLoops(model: FileModel): LockLoopRecord[] {
  return model.functions.flatMap(fn => {
    const found: LockLoopRecord[] = [];
    eachOwn(fn, node => {
      const record = node.kind === "loop" && node.flavour === "for-each" && loopRecord(node, fn, model);
      if (record) found.push(record);
    });
    return found;
  });
}

function loopRecord(loop: Loop, fn: FunctionNode, model: FileModel): LockLoopRecord | undefined {
  const { iterable, target } = loop;
  const last = loop.body.at(-1);
  if (!iterable || target?.kind !== "name" || !last) return undefined;
  const path = sourceOf(iterable, model);
  if (path?.root !== "parameter" || isOrdered(iterable, fn, model)) return undefined;
  const calls = callsIn(loop);
  const ofElement = calls.filter(call => names(outermost(call), target.name));
  const changes = ofElement.filter(call => changesRow(call, model));
  if (ofElement.length === 0 || calls.some(call => LOCKS_ALL.test(model.source(call)))) return undefined;
  const key = changes[0] && keyIn(outermost(changes[0]), target.name, model);
  const items = model.source(iterable).replace(/\s+/gu, " ");
  return {
    start: loop.headSpan.start,
    end: loop.headSpan.end,
    functionId: model.functionId(fn),
    name: fn.name ?? "",
    body: { start: loop.body[0]!.start, end: last.end },
    items: items.length > MAX_ITEMS ? `${items.slice(0, MAX_ITEMS - 1)}…` : items,
    source: { start: iterable.start, end: iterable.end },
    givenTo: path.owner ?? "",
    element: target.name,
    ...(key === undefined ? {} : { key }),
    changes: changes.map(({ start, end }) => ({ start, end })),
    passes: ofElement.filter(call => !changes.includes(call)).map(({ start, end }) => ({ start, end })),
  };
}

/** `items`, `job.data.items`, `items[a:b]`, `enumerate(items)`. */
function sourceOf(iterable: Expression, model: FileModel): AccessPath | undefined {
  const inner =
    iterable.kind === "call" &&
    iterable.callee.kind === "name" &&
    /^(enumerate|list|tqdm)$/u.test(iterable.callee.name);
  return inner ? model.pathOf(iterable.args[0]?.value) : model.pathOf(iterable);
}

/** The list is ordered where it is gone through, where it is made, or by a call on it before the loop. */
function isOrdered(iterable: Expression, fn: FunctionNode, model: FileModel): boolean {
  if (ORDERS.test(model.source(iterable)) || ORDERS.test(model.source(model.valueOf(iterable)).slice(0, 2_000)))
    return true;
  const sort = `${model.source(iterable)}.sort`;
  let sorts = false;
  eachOwn(fn, node => {
    if (node.kind !== "call" || node.start > iterable.start) return;
    const text = calleeText(node.callee);
    // Rows that are locked in one order before the loop are waited for there.
    sorts ||= text === sort || (LOCKS_ROWS.test(text) && ORDERS.test(model.source(outermost(node))));
  });
  return sorts;
}

function callsIn(loop: Loop): Call[] {
  const found: Call[] = [];
  for (const statement of loop.body) walk(statement, node => void (node.kind === "call" && found.push(node)));
  return found;
}

function changesRow(call: Call, model: FileModel): boolean {
  const text = calleeText(call.callee);
  if (CHANGES_ROW.test(text)) return ON_DATABASE.test(text.slice(0, text.lastIndexOf(".")));
  return RUNS_SQL.test(text) && CHANGES_ROW_SQL.test(sqlIn(call, model) ?? "");
}

function names(node: Node, name: string): boolean {
  let found = false;
  walk(node, inner => {
    found ||= inner.kind === "name" && inner.name === name;
  });
  return found;
}

/** The first `element.id` or `element["id"]`, or the element itself. */
function keyIn(node: Node, element: string, model: FileModel): string | undefined {
  let found: string | undefined;
  walk(node, inner => {
    if (found === undefined && isOf(inner, element)) found = model.source(inner);
  });
  return found;
}

function isOf(node: Node, element: string): boolean {
  if (node.kind === "member" || node.kind === "index")
    return node.object.kind === "name" && node.object.name === element;
  return node.kind === "name" && node.name === element;
}
