/** Parts of a body that the body itself runs again: `self.retry()` in a handler, and loops that try until it works. */
import type { FunctionNode, Handler, Loop, Module, Node, Span, Statement, Try } from "../../../ir/nodes.ts";
import { walk } from "../../../ir/walk.ts";
import type { FileModel } from "../../../semantics/file-model.ts";
import { exitOf } from "../../../semantics/guards.ts";
import { judgesIn } from "./options.ts";
import { contains } from "./steps.ts";
import type { RegionRecord } from "../task.ts";

const COUNTING = /attempt|retry|retries|tries|trial/iu;

export function regionsOf(fn: FunctionNode | Module, model: FileModel): RegionRecord[] {
  const regions: RegionRecord[] = [];
  if (!model.once(mayRepeat, model.module)) return regions;
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    if (node.kind === "call" && isSelfRetry(node, fn, model)) regions.push(requeue(node, fn, model));
    if (node.kind === "call" && isOwnCall(node, fn)) regions.push(...recursion(node, model));
    if (node.kind === "loop") {
      const region = retryLoop(node, model);
      if (region) regions.push(region);
    }
    return undefined;
  });
  return regions;
}

/** Whatever repeats itself has one of the words. */
function mayRepeat(_module: Module, model: FileModel): boolean {
  return COUNTING.test(model.text);
}

/** Position of the parameter that the function calls in a region of its own. */
export function retriedParameter(
  fn: FunctionNode,
  regions: readonly RegionRecord[],
  model: FileModel,
): number | undefined {
  let found: number | undefined;
  walk(fn, node => {
    if (node.kind !== "call" || node.callee.kind !== "name" || found !== undefined) return;
    const { callee } = node;
    if (!regions.some(region => region.kind === "loop" && contains(region.span, node))) return;
    const position = fn.params.findIndex(parameter => parameter.name === callee.name);
    if (position >= 0 && model.bindingOf(callee)?.kind === "parameter") found = position;
  });
  return found;
}

/** `self.retry(…)`, `push_lead.retry(…)`. */
function isSelfRetry(call: Extract<Node, { kind: "call" }>, fn: FunctionNode | Module, model: FileModel): boolean {
  if (!model.python || fn.kind !== "function" || call.callee.kind !== "member" || call.callee.name !== "retry")
    return false;
  const object = call.callee.object;
  return (
    object.kind === "name" &&
    (object.name === fn.params[0]?.name || object.name === fn.name) &&
    fn.decorators.length > 0
  );
}

function requeue(call: Span & Node, fn: FunctionNode | Module, model: FileModel): RegionRecord {
  const handler = around(call, "handler");
  const attempt = handler?.parent;
  const place = model.place(call);
  if (handler?.kind !== "handler" || attempt?.kind !== "try")
    return { kind: "requeue", span: { start: fn.start, end: call.end }, place, predicate: "", judges: [] };
  return {
    kind: "requeue",
    span: spanOf(attempt.body),
    place,
    predicate: handler.types
      .map(type => model.source(type))
      .join(", ")
      .replace(/^(Exception|BaseException)$/u, ""),
    judges: [],
  };
}

/** `self.run(…)` in `run`, `sync(…)` in `sync`. */
function isOwnCall(call: Extract<Node, { kind: "call" }>, fn: FunctionNode | Module): boolean {
  if (fn.kind !== "function" || fn.name === undefined) return false;
  const { callee } = call;
  if (callee.kind === "name") return callee.name === fn.name && fn.method === undefined;
  return (
    callee.kind === "member" &&
    callee.name === fn.name &&
    callee.object.kind === "name" &&
    /^(self|this|cls)$/u.test(callee.object.name)
  );
}

/** The function's own handler calls it again, and counts how often. */
function recursion(call: Span & Node, model: FileModel): RegionRecord[] {
  const handler = around(call, "handler");
  const attempt = handler?.parent;
  if (handler?.kind !== "handler" || attempt?.kind !== "try" || !COUNTING.test(model.source(handler))) return [];
  return [
    {
      kind: "recursion",
      span: spanOf(attempt.body),
      place: model.place(call),
      predicate: decision(handler, model),
      judges: [],
    },
  ];
}

/** A loop that counts attempts, leaves on success and goes on after a failure. */
function retryLoop(loop: Loop, model: FileModel): RegionRecord | undefined {
  if (loop.iterable && !/^\s*(async_)?range\(/u.test(model.source(loop.iterable))) return undefined;
  for (const attempt of triesIn(loop.body)) {
    const goesOn = attempt.handlers.find(handler => handler.body.length > 0 && !leavesAlways(handler));
    if (!goesOn) continue;
    const head = model.source(loop.headSpan);
    if (!COUNTING.test(head) && !COUNTING.test(model.source(goesOn))) continue;
    if (!succeeds(attempt, loop)) continue;
    return {
      kind: "loop",
      span: spanOf(attempt.body),
      place: model.place(loop.headSpan),
      predicate: decision(goesOn, model),
      judges: goesOn.body.flatMap(statement => (statement.kind === "if" ? judgesIn(statement.test, model) : [])),
    };
  }
  return undefined;
}

function triesIn(body: readonly Statement[]): Try[] {
  return body.flatMap(statement =>
    statement.kind === "try"
      ? [statement]
      : statement.kind === "with" || statement.kind === "block"
        ? triesIn(statement.body)
        : statement.kind === "if"
          ? triesIn([...statement.then, ...statement.otherwise])
          : [],
  );
}

/** The body or what follows it ends the loop: otherwise the loop takes the next item, not the same one again. */
function succeeds(attempt: Try, loop: Loop): boolean {
  const ends = (list: readonly Statement[]): boolean => {
    let found = false;
    for (const statement of list)
      walk(statement, node => {
        if (node.kind === "function" || node.kind === "loop") return false;
        if (node.kind === "return" || (node.kind === "jump" && node.flavour === "break")) found = true;
        return undefined;
      });
    return found;
  };
  return (
    ends(attempt.body) ||
    ends(attempt.otherwise) ||
    (loop.body.at(-1) !== attempt && ends(loop.body.slice(loop.body.indexOf(attempt) + 1)))
  );
}

function leavesAlways(handler: Handler): boolean {
  const exit = exitOf(handler.body);
  const last = handler.body.at(-1);
  return exit !== undefined && !(exit === "jump" && last?.kind === "jump" && last.flavour === "continue");
}

/** Exception types, and the tests of the handler that throw or leave, other than the count of attempts. */
function decision(handler: Handler, model: FileModel): string {
  const tests = handler.body.flatMap(statement =>
    statement.kind === "if" && exitOf([...statement.then]) !== undefined ? [model.source(statement.test)] : [],
  );
  const types = handler.types
    .map(type => model.source(type))
    .filter(type => !/^(Exception|BaseException)$/u.test(type));
  return [...types, ...tests.filter(test => !isCount(test))].join(" ").slice(0, 600);
}

/** `attempt === retries - 1`, `i < 3` */
function isCount(test: string): boolean {
  const first = /\w+/u.exec(test)?.[0] ?? "";
  const counts = /attempt|retr|tries|^i$/iu.test(first) || /(attempt|retr|tries)\w{0,60}\s*[<>]/iu.test(test);
  return counts && /^[\w.\s+\-<>=!()]*$/u.test(test);
}

function around(node: Node, kind: Node["kind"]): Node | undefined {
  for (let at = node.parent; at && at.kind !== "function"; at = at.parent) if (at.kind === kind) return at;
  return undefined;
}

function spanOf(statements: readonly Statement[]): Span {
  return { start: statements[0]?.start ?? 0, end: statements.at(-1)?.end ?? 0 };
}
