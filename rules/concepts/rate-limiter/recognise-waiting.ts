/** Waits that end without a token: the limiter answers how long to wait, the caller sleeps once and goes on. */
import type { Call, Expression, FunctionNode, If, Node, Statement } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { SLEEPS } from "../../libraries/limiters.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { loopsAround } from "../../semantics/guards.ts";
import { mentionsLimiter, words } from "./names.ts";
import type { ProceedingRecord } from "./record.ts";

const WAITS = /^(?:wait|time until|get wait|acquire|reserve|throttle|delay|next|check|try)/u;
const ACQUIRES = /^(?:try )?(?:acquire|consume|take|reserve|check|hit|try acquire|allow|is allowed|can)/u;

export function proceedingWaitsIn(model: FileModel): ProceedingRecord[] {
  const records: ProceedingRecord[] = [];
  for (const call of model.calls) {
    if (!isSleep(call) || loopsAround(call).length > 0) continue;
    const fn = model.enclosingFunction(call);
    const branch = fn && branchAround(call, fn);
    if (!fn || !branch) continue;
    const record = askedForWait(call, branch, fn, model) ?? refusedOnce(call, branch, fn, model);
    if (record) records.push(record);
  }
  return records;
}

/** `delay = limiter.wait()` … `if delay > 0: sleep(delay)`, after which nothing asks again. */
function askedForWait(sleep: Call, branch: If, fn: FunctionNode, model: FileModel): ProceedingRecord | undefined {
  const time = sleptTime(sleep);
  if (time?.kind !== "name") return undefined;
  const asked = unwrap(model.definitionOf(time)?.value);
  if (asked?.kind !== "call" || asked.callee.kind !== "member" || !WAITS.test(words(asked.callee.name)))
    return undefined;
  if (
    loopsAround(asked).length > 0 ||
    model.enclosingFunction(asked) !== fn ||
    callsAgain(asked.callee.name, sleep, fn)
  )
    return undefined;
  if (!walkHas(branch.test, node => node.kind === "name" && node.name === time.name)) return undefined;
  const path = model.pathOf(asked.callee);
  const name = model.functionId(fn).split(".").at(-1)!;
  return {
    form: "proceeding",
    start: sleep.start,
    end: sleep.end,
    name: model.source(asked.callee),
    place: model.place(sleep),
    function: name,
    ...(path ? { wait: path } : {}),
    asked: model.place(asked),
    sleep: model.place(sleep),
  };
}

/** `if not self.acquire(): sleep(…)` with no second `acquire`. */
function refusedOnce(sleep: Call, branch: If, fn: FunctionNode, model: FileModel): ProceedingRecord | undefined {
  const test = branch.test;
  if (test.kind !== "unary" || test.operator !== "not" || !branch.then.some(statement => contains(statement, sleep)))
    return undefined;
  const asked = unwrap(test.operand);
  if (asked?.kind !== "call" || asked.callee.kind !== "member" || !ACQUIRES.test(words(asked.callee.name)))
    return undefined;
  const receiver = model.source(asked.callee.object);
  const owner = model.enclosingClass(fn)?.name ?? "";
  if (!mentionsLimiter(receiver) && !(/^(?:self|this)$/u.test(receiver) && mentionsLimiter(owner))) return undefined;
  if (branch.then.some(leaves) || callsAgain(asked.callee.name, sleep, fn) || callsAgain(fn.name ?? "", sleep, fn))
    return undefined;
  if (walkHas(branch, node => node.kind === "assign")) return undefined;
  return {
    form: "proceeding",
    start: sleep.start,
    end: sleep.end,
    name: model.source(asked.callee),
    place: model.place(sleep),
    function: model.functionId(fn).split(".").at(-1)!,
    asked: model.place(asked),
    sleep: model.place(sleep),
  };
}

/**
 * Whether a method answers a positive waiting time on a path that takes no token: it returns a quotient inside a branch
 * that changes nothing, and zero on another.
 */
export function answersWaitWithoutToken(fn: FunctionNode): boolean {
  let quotient = false;
  let free = false;
  walk(fn, node => {
    if (node.kind !== "return" || !node.value) return;
    if (node.value.kind === "literal" && (node.value.value === 0 || node.value.value === null)) free = true;
    if (isQuotient(node.value) && isInUnchangedBranch(node, fn)) quotient = true;
  });
  return quotient && free;
}

function isQuotient(value: Expression): boolean {
  if (value.kind === "binary") return value.operator === "/" || isQuotient(value.left) || isQuotient(value.right);
  return value.kind === "call" && value.args.some(argument => isQuotient(argument.value));
}

function isInUnchangedBranch(node: Node, fn: FunctionNode): boolean {
  for (let at: Node = node, parent = at.parent; parent && at !== fn; at = parent, parent = at.parent) {
    if (parent.kind !== "if") continue;
    const branch = parent.then.includes(at as Statement) ? parent.then : parent.otherwise;
    return !branch.some(statement =>
      walkHas(statement, one => one.kind === "assign" && one.targets.some(target => target.kind !== "name")),
    );
  }
  return false;
}

const CLOCKS = /^(?:time|asyncio|anyio|trio|gevent|timers|this|self)$/u;

function isSleep(call: Call): boolean {
  const callee = call.callee;
  if (callee.kind === "name") return callee.name === "setTimeout" ? isPromiseTimer(call) : SLEEPS.includes(callee.name);
  return (
    callee.kind === "member" &&
    SLEEPS.includes(callee.name) &&
    callee.object.kind === "name" &&
    CLOCKS.test(callee.object.name)
  );
}

/** `new Promise(resolve => setTimeout(resolve, ms))`. */
function isPromiseTimer(call: Call): boolean {
  return call.args.length === 2 && call.args[0]!.value.kind === "name";
}

function sleptTime(call: Call): Expression | undefined {
  const name = call.callee.kind === "name" ? call.callee.name : "";
  return call.args[name === "setTimeout" ? 1 : 0]?.value;
}

/** The innermost `if` of the same function. */
function branchAround(node: Node, fn: FunctionNode): If | undefined {
  for (let at = node.parent; at && at !== fn; at = at.parent) if (at.kind === "if") return at;
  return undefined;
}

function callsAgain(name: string, after: Call, fn: FunctionNode): boolean {
  return walkHas(fn, node => {
    if (node.kind !== "call" || node.start <= after.start) return false;
    const callee = node.callee;
    return (
      (callee.kind === "name" || callee.kind === "member") &&
      (callee.name === name || ACQUIRES.test(words(callee.name)))
    );
  });
}

function leaves(statement: Statement): boolean {
  return statement.kind === "return" || statement.kind === "throw" || statement.kind === "jump";
}

function contains(outer: Node, inner: Node): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

function unwrap(value: Expression | undefined): Expression | undefined {
  return value?.kind === "await" ? value.value : value;
}

function walkHas(root: Node, test: (node: Node) => boolean): boolean {
  let found = false;
  walk(root, node => {
    if (found) return false;
    if (test(node)) found = true;
    return undefined;
  });
  return found;
}
