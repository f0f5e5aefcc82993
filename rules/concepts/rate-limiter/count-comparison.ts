/** Where a value that was read is compared with a limit. */
import type { Call, Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";

type Comparison = Expression & { kind: "binary" };

const MAX_DEPTH = 5;
/** What is taken from: one is left or none. */
const TOKENS = /token|remaining|allowance|balance|credit/iu;
const LIMITS = /limit|max|quota|allowed|threshold|attempts|points|capacity|budget|cap\b/iu;

/** Comparisons with more than one, in the tests and results of a function, of what a call gave. */
export function comparisonsOf(read: Call, fn: FunctionNode, model: FileModel): Comparison[] {
  const found: Comparison[] = [];
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind !== "binary" || !/^[<>]=?$/u.test(node.operator) || node.start < read.start) return undefined;
    const [count, limit] = derivesFrom(node.left, read, model) ? [node.left, node.right] : [node.right, node.left];
    if (
      (!isTrivial(limit) || TOKENS.test(nameOf(count))) &&
      derivesFrom(count, read, model) &&
      !derivesFrom(limit, read, model)
    )
      found.push(node);
    return undefined;
  });
  return found;
}

/** `count >= MAX_ATTEMPTS`: the other side is named like a limit. */
export function boundedTests(comparison: Comparison): boolean {
  return [comparison.left, comparison.right].some(side => LIMITS.test(nameOf(side)));
}

/** Whether a value is made of what a call gave: `Number(await redis.get(key) ?? 0)`, a name for it, a member of it. */
export function derivesFrom(value: Expression, read: Call, model: FileModel, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  let derives = false;
  walk(value, (node: Node) => {
    if (derives || node.kind === "function") return false;
    if (node === read) derives = true;
    else if (node.kind === "name") {
      const definitions = model.bindingOf(node)?.definitions ?? [];
      derives = definitions.some(
        one => one.value !== undefined && one.value !== value && derivesFrom(one.value, read, model, depth + 1),
      );
    }
    return !derives;
  });
  return derives;
}

/** Whether a value is what a call gave and one more or less: `count + 1`, `tokens - 1`, or an object or list of it that the function adds to. */
export function grows(value: Expression, read: Call, model: FileModel): boolean {
  let grown = false;
  const names = new Set<string>();
  walk(value, node => {
    if (node.kind === "binary" && /^[-+]$/u.test(node.operator) && derivesFrom(node, read, model)) grown = true;
    if (node.kind === "name" && derivesFrom(node, read, model)) names.add(node.name);
  });
  const fn = grown ? undefined : model.enclosingFunction(read);
  if (fn && names.size > 0)
    walk(fn, node => {
      if (
        node.kind === "assign" &&
        /^[-+]$/u.test(node.operator) &&
        node.targets.some(target => names.has(rootOf(target)))
      )
        grown = true;
      if (node.kind === "call" && node.callee.kind === "member" && /^(?:push|append|add)$/u.test(node.callee.name))
        grown ||= names.has(rootOf(node.callee.object));
    });
  return grown;
}

function rootOf(value: Node): string {
  if (value.kind === "name") return value.name;
  return value.kind === "member" || value.kind === "index" ? rootOf(value.object) : "";
}

/** Zero and one tell whether there is anything; a clock tells how late it is. */
function isTrivial(limit: Expression): boolean {
  if (limit.kind === "literal") return typeof limit.value !== "number" || limit.value <= 1;
  if (limit.kind === "call") return /now|time|date/iu.test(nameOf(limit.callee));
  if (limit.kind === "binary") return isTrivial(limit.left) || isTrivial(limit.right);
  return /^(?:now|today|current_?time|timestamp)$/iu.test(nameOf(limit));
}

function nameOf(value: Expression): string {
  if (value.kind === "name" || value.kind === "member") return value.name;
  return value.kind === "call" ? nameOf(value.callee) : "";
}
