/** Counts in rows that an object mapper loads: compared, raised in memory, and saved by a later statement. */
import type { Assign, Call, Expression, FunctionNode } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { ROW_MEMBERS } from "../../libraries/count-stores.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { comparisonsOf, derivesFrom } from "./count-comparison.ts";
import type { RowsRecord } from "./count-record.ts";
import { isCountName, mentionsLimiter, words } from "./names.ts";

const SPEAKS = /rate limit|throttl|attempt|quota/u;
const LOCKED = /for_update|FOR UPDATE|transaction|atomic|advisory|[Ll]ock\(|optimistic/u;

export function objectCountsIn(model: FileModel): RowsRecord[] {
  if (!model.nodesOf("assign").some(isRaise)) return [];
  return model.functions.flatMap(fn => {
    if (!speaks(fn, model) || LOCKED.test(model.source(fn))) return [];
    return raisesIn(fn)
      .flatMap(raise => recordOf(raise, fn, model) ?? [])
      .slice(0, 1);
  });
}

function raisesIn(fn: FunctionNode): Assign[] {
  const found: Assign[] = [];
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind === "assign" && isRaise(node)) found.push(node);
    return undefined;
  });
  return found;
}

/** `usage.count += 1`, `usage.count = usage.count + 1`. */
function isRaise({ targets: [target], operator, value }: Assign): boolean {
  if (target?.kind !== "member") return false;
  const isSum = operator === "=" && value.kind === "binary" && value.operator === "+";
  return (operator === "+" || isSum) && isCountName(target.name);
}

function recordOf(raise: Assign, fn: FunctionNode, model: FileModel): RowsRecord | undefined {
  const target = raise.targets[0] as Expression & { kind: "member" };
  const own = model.calls.filter(call => model.enclosingFunction(call) === fn);
  const read = own.find(
    call => isLoad(call, model) && call.end <= raise.start && derivesFrom(target.object, call, model),
  );
  const save = read && own.find(call => call.start >= raise.end && isSave(call));
  const compared = save && comparisonsOf(read, fn, model).find(one => one.start < raise.start);
  if (!read || !save || !compared) return undefined;
  return {
    form: "rows",
    start: read.start,
    end: read.end,
    client: "",
    key: model.source(target),
    first: model.place(read),
    second: model.place(save),
    compared: model.place(compared),
    read: memberOf(read),
    write: memberOf(save),
    named: true,
  };
}

/** In JavaScript awaited: what a map of the process gives is raised without a pause. */
function isLoad(call: Call, model: FileModel): boolean {
  return ROW_MEMBERS.loads.has(memberOf(call)) && (model.python || call.parent?.kind === "await");
}

function isSave(call: Call): boolean {
  return ROW_MEMBERS.saves.has(memberOf(call));
}

function memberOf(call: Call): string {
  return call.callee.kind === "member" ? call.callee.name : "";
}

function speaks(fn: FunctionNode, model: FileModel): boolean {
  const names = [model.functionId(fn), model.path.split("/").at(-1)!];
  return names.some(name => mentionsLimiter(name) || SPEAKS.test(words(name)));
}
