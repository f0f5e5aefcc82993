/** Counts that a check reads and only other functions raise: when nobody calls those, the check always allows. */
import type { Expression, FunctionNode, Node, Pattern } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isCheckingName, isCountingName, isCountName, mentionsLimiter } from "./names.ts";
import type { CounterRecord } from "./record.ts";

interface Access {
  fn: FunctionNode;
  raises: Set<string>;
  reads: Set<string>;
  calls: Set<string>;
}

const COMPARISONS = new Set(["<", "<=", ">", ">="]);

export function countersIn(model: FileModel): CounterRecord[] {
  const groups = new Map<string, Access[]>();
  for (const fn of model.functions) {
    const owner = ownerOf(fn);
    if (owner === undefined) continue;
    const group = groups.get(owner);
    if (group) group.push(accessOf(fn));
    else groups.set(owner, [accessOf(fn)]);
  }
  return [...groups].flatMap(([owner, accesses]) => countersOf(owner, accesses, model));
}

/** Class of a method, "" for a top-level function, undefined for the rest. */
function ownerOf(fn: FunctionNode): string | undefined {
  const parent = fn.parent;
  if (parent?.kind === "class") return parent.name ?? "class";
  if (parent?.kind === "module") return "";
  if (parent?.kind === "declare" && (parent.parent?.kind === "module" || parent.parent?.kind === "class"))
    return parent.parent.kind === "module" ? "" : (parent.parent.name ?? "class");
  return undefined;
}

function countersOf(owner: string, accesses: Access[], model: FileModel): CounterRecord[] {
  const counts = new Set(accesses.flatMap(access => [...access.raises]));
  const records: CounterRecord[] = [];
  for (const count of counts) {
    const raisers = accesses.filter(access => access.raises.has(count));
    const names = raisers.map(access => nameOf(access.fn, model));
    const readers = accesses.filter(
      access => access.reads.has(count) && !raisers.includes(access) && isCheckingName(nameOf(access.fn, model)),
    );
    if (readers.length === 0 || !names.every(isCountingName)) continue;
    if (!mentionsLimiter(owner) && !readers.some(reader => mentionsLimiter(nameOf(reader.fn, model)))) continue;
    if (accesses.some(access => names.some(name => access.calls.has(name)))) continue;
    const span = raisers[0]!.fn.nameSpan ?? raisers[0]!.fn;
    records.push({
      form: "counter",
      start: span.start,
      end: span.end,
      name: names[0]!,
      place: model.place(span),
      raisers: raisers.map(access => entry(access.fn, model)),
      readers: readers.map(access => entry(access.fn, model)),
      count,
      ...(owner === "" ? {} : { className: owner }),
    });
  }
  return records.slice(0, 1);
}

function entry(fn: FunctionNode, model: FileModel): CounterRecord["raisers"][number] {
  return { functionId: model.functionId(fn), name: nameOf(fn, model), place: model.place(fn.nameSpan ?? fn) };
}

function nameOf(fn: FunctionNode, model: FileModel): string {
  return fn.name ?? model.functionId(fn).split(".").at(-1)!;
}

function accessOf(fn: FunctionNode): Access {
  const access: Access = { fn, raises: new Set(), reads: new Set(), calls: new Set() };
  walk(fn, node => {
    if (node.kind === "assign") readAssign(node, access.raises);
    else if (node.kind === "property" && node.key !== undefined && isCountName(node.key) && isRaise(node.value))
      access.raises.add(node.key);
    else if (node.kind === "binary" && COMPARISONS.has(node.operator)) {
      for (const side of [node.left, node.right]) eachCount(side, name => access.reads.add(name));
    } else if (node.kind === "call") {
      const callee = node.callee;
      if (callee.kind === "name" || callee.kind === "member") access.calls.add(callee.name);
    }
  });
  return access;
}

function readAssign(node: Node & { kind: "assign" }, raises: Set<string>): void {
  for (const target of node.targets) {
    const name = countOf(target);
    if (
      name !== undefined &&
      isCountName(name) &&
      (node.operator === "+" || (node.operator === "=" && isRaise(node.value)))
    )
      raises.add(name);
  }
}

/** A sum, or a number other than zero. */
function isRaise(value: Expression): boolean {
  if (value.kind === "literal") return typeof value.value === "number" && value.value !== 0;
  return value.kind === "binary" && value.operator === "+";
}

/** `used` of `self.limits[service]["used"]`, `count` of `entry.count`. */
function countOf(target: Pattern | Expression): string | undefined {
  if (target.kind === "member") return target.name;
  if (target.kind === "index" && target.index.kind === "literal" && typeof target.index.value === "string")
    return target.index.value;
  return target.kind === "index" ? countOf(target.object) : undefined;
}

function eachCount(expression: Expression, found: (name: string) => void): void {
  walk(expression, node => {
    if (node.kind !== "member" && node.kind !== "index") return;
    const name = countOf(node);
    if (name !== undefined && isCountName(name)) found(name);
  });
}
