/**
 * Loops that try again: an attempt that may fail or be too early, success that leaves the loop, and another turn otherwise.
 * What looks like it and is none: a loop that takes the next item, page, message or chunk in every turn.
 */
import type { Call, Expression, Handler, If, Loop, Node, Span, Statement, Try } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { bodySpan } from "./bodies.ts";
import { isWithin, repeatingLoops } from "./positions.ts";
import { advances, ASKS_AGAIN } from "./progress.ts";
import { rangeOf } from "./ranges.ts";
import { isLogging, waitsIn } from "./waits.ts";
import { goesOn, leavesLoop, waysThrough } from "./ways.ts";

export interface Trial {
  loop: Loop;
  /** What is done again. */
  body: Span;
  /** What makes it go on after a failure. */
  handler?: Handler;
  /** failure: the attempt failed. state: what is asked for is not there yet. */
  on: "failure" | "state";
  /** Tests that decide between success and another turn. */
  decides: Expression[];
}

export function trialOf(loop: Loop, model: FileModel): Trial | undefined {
  if (!repeatsTheSame(loop, model)) return undefined;
  for (const attempt of triesIn(loop.body)) {
    const trial = caught(attempt, loop, model);
    if (trial) return trial;
  }
  return tested(loop, model);
}

/** Not an item of a collection in every turn: a plain condition, or a loop over numbers that only count. */
function repeatsTheSame(loop: Loop, model: FileModel): boolean {
  if (loop.async) return false;
  if (loop.flavour === "for-each") {
    if (!rangeOf(loop, model, () => undefined)) return isDelayTable(loop, model);
    const counter = loop.target?.kind === "name" ? loop.target : undefined;
    return !counter || !indexesWith(loop, counter.name);
  }
  if (loop.flavour !== "for") return true;
  const test = loop.test;
  const bound = test?.kind === "binary" ? test.right : undefined;
  const counter = test?.kind === "binary" && test.left.kind === "name" ? test.left.name : undefined;
  if (counter !== undefined && indexesWith(loop, counter)) return false;
  return !(bound?.kind === "member" && bound.name === "length");
}

/** `for delay in (0, 1, 5): sleep(delay)`: as many attempts as there are delays. */
function isDelayTable(loop: Loop, model: FileModel): boolean {
  const target = loop.target?.kind === "name" ? loop.target : undefined;
  const binding = target && model.bindingOf(target);
  return (
    binding !== undefined &&
    waitsIn(loop, model).some(wait => wait.delay.kind === "name" && model.bindingOf(wait.delay) === binding)
  );
}

/** The counter chooses what is worked on: `rows[i]`, `page={i}`. */
function indexesWith(loop: Loop, counter: string): boolean {
  let found = false;
  for (const statement of loop.body)
    walk(statement, node => {
      if (node.kind === "index" && node.index.kind === "name" && node.index.name === counter)
        found ||= !/delay|wait|backoff|interval|timeout/iu.test(nameOf(node.object));
      if (
        (node.kind === "property" || node.kind === "argument") &&
        /^(page|offset|skip|cursor|start)/iu.test(keyOf(node))
      )
        walk(node.value, part => {
          if (part.kind === "name" && part.name === counter) found = true;
        });
    });
  return found;
}

const nameOf = (node: Expression): string => (node.kind === "name" || node.kind === "member" ? node.name : "");
const keyOf = (node: { name?: string; key?: string }): string => node.name ?? node.key ?? "";

/** `try { return await send() } catch { … }` */
function caught(attempt: Try, loop: Loop, model: FileModel): Trial | undefined {
  const handler = attempt.handlers.find(one => goesOn(one.body));
  if (!handler) return undefined;
  const success = [...attempt.body, ...attempt.otherwise];
  const ways = waysThrough(success);
  const after = statementsAfter(attempt, loop);
  const leaves =
    !ways.has("falls") && !ways.has("continue")
      ? ways.size > 0 && !(ways.size === 1 && ways.has("throw"))
      : !ways.has("continue") && after.length > 0 && leavesLoop(after) && waysThrough(handler.body).has("continue");
  const trial = { loop, body: spanOf(attempt.body), handler, on: "failure" as const };
  if (leaves) return { ...trial, decides: [] };
  const flag = flagOf(success, loop, model);
  if (flag) return { ...trial, decides: [flag] };
  const decides = exitTests([...success, ...after], loop).filter(test => asksOutside(test, loop, model));
  return decides.length > 0 && !advances(loop, decides, model) ? { ...trial, decides } : undefined;
}

/** `done = true` in the attempt, and `while not done` around it; `result = await send()` and `while (!result)`. */
function flagOf(success: readonly Statement[], loop: Loop, model: FileModel): Expression | undefined {
  const test = loop.test;
  if (!test) return undefined;
  let found = false;
  for (const statement of success)
    walk(statement, node => {
      if (node.kind === "function" || node.kind === "loop") return false;
      if (node.kind !== "assign" || node.operator !== "=" || !isTestedBy(node.targets[0]!, test, model))
        return undefined;
      found ||= node.value.kind === "literal" || isAbsence(test);
      return undefined;
    });
  return found ? test : undefined;
}

const isAbsence = (test: Expression): boolean =>
  (test.kind === "unary" && test.operator === "not") ||
  (test.kind === "binary" && test.operator === "==" && test.right.kind === "literal" && test.right.value === null);

function isTestedBy(target: Node, test: Expression, model: FileModel): boolean {
  if (target.kind !== "name" && target.kind !== "member") return false;
  const text = model.source(target);
  let found = false;
  walk(test, node => {
    if ((node.kind === "name" || node.kind === "member") && model.source(node) === text) found = true;
  });
  return found;
}

/** No handler: the result says whether it worked, and a wait stands before the next turn. */
function tested(loop: Loop, model: FileModel): Trial | undefined {
  const waits = waitsIn(loop, model);
  if (waits.length === 0 || !goesOn(loop.body)) return undefined;
  const decides = exitTests(loop.body, loop);
  if (loop.test && asksOutside(loop.test, loop, model)) decides.push(loop.test);
  const asking = decides.filter(test => asksOutside(test, loop, model));
  const repeats = goOnTests(loop);
  // `if response.status == 429: wait; continue`, and whatever comes after it leaves.
  const refused = !waysThrough(loop.body).has("falls") && repeats.some(test => asksOutside(test, loop, model));
  if ((asking.length === 0 && !refused) || advances(loop, asking, model)) return undefined;
  const on = [...asking, ...repeats].some(test => FAILURE.test(model.source(test))) ? "failure" : "state";
  if (on === "state" && advances(loop, asking, model, true)) return undefined;
  return { loop, body: bodySpan(loop), on, decides: asking };
}

/** Words of a test that asks whether a call worked. */
const FAILURE =
  /\.ok\b|\bstatus(_?code)?\b\s*(={2,3}|!={1,2}|[<>]=?|(not )?in)\s*[\d([{]|\b(429|5\d\d)\b|\b(error|err|exception|success|succeeded)\b|RateLimit|rate_limit/iu;

/** Calls that ask nobody outside this process. */
const LOCAL =
  /^(len|int|str|bool|Number|String|Boolean|isinstance|now|time|is_set|isSet|is_alive|isAlive|wait|poll|done|empty|qsize|join|locked|has|includes|some|every|any|all|size|keys|values|get_nowait)$/u;

/** The test reads the result of a call: directly, or through what a call of this loop was bound to or changed. */
function asksOutside(test: Expression, loop: Loop, model: FileModel): boolean {
  let found = false;
  walk(test, node => {
    if (node.kind === "function") return false;
    if (node.kind === "call" && !LOCAL.test(nameOf(node.callee))) found = true;
    if (node.kind === "name") found ||= isBoundToCall(node, loop, model);
    if (node.kind === "member" && node.object.kind === "name") found ||= isRefreshed(node.object.name, loop);
    return undefined;
  });
  return found;
}

function isBoundToCall(name: Expression & { kind: "name" }, loop: Loop, model: FileModel): boolean {
  const binding = model.bindingOf(name);
  return (
    binding?.definitions.some(one => {
      if (!one.value || one.node.start < loop.start || one.node.end > loop.end) return false;
      let called = false;
      walk(one.value, node => {
        if (node.kind === "call") called = true;
      });
      return called;
    }) ?? false
  );
}

/** `job.refresh()`, `await page.reload()`. */
function isRefreshed(name: string, loop: Loop): boolean {
  let found = false;
  walk(loop, node => {
    if (node.kind === "call" && node.callee.kind === "member" && nameOf(node.callee.object) === name)
      found ||= ASKS_AGAIN.test(node.callee.name);
  });
  return found;
}

/** Tests of the branches that leave the loop other than by throwing. */
function exitTests(statements: readonly Statement[], loop: Loop): Expression[] {
  return branchesOf(statements, loop).flatMap(({ test, branch }) => {
    const ways = waysThrough(branch);
    return leavesLoop(branch) && (ways.has("break") || ways.has("return")) ? [test] : [];
  });
}

/** Tests of the branches that end in `continue`. */
function goOnTests(loop: Loop): Expression[] {
  return branchesOf(loop.body, loop).flatMap(({ test, branch }) => (waysThrough(branch).has("continue") ? [test] : []));
}

function branchesOf(
  statements: readonly Statement[],
  loop: Loop,
): { node: If; test: Expression; branch: Statement[] }[] {
  const found: { node: If; test: Expression; branch: Statement[] }[] = [];
  for (const statement of statements)
    walk(statement, node => {
      if (node.kind === "function" || node.kind === "class" || node.kind === "handler") return false;
      if (node.kind !== "if" || repeatingLoops(node)[0] !== loop) return undefined;
      found.push({ node, test: node.test, branch: node.then });
      if (node.otherwise.length > 0) found.push({ node, test: node.test, branch: node.otherwise });
      return undefined;
    });
  return found;
}

function triesIn(body: readonly Statement[]): Try[] {
  return body.flatMap(statement => {
    switch (statement.kind) {
      case "try":
        return [statement, ...triesIn(statement.body)];
      case "with":
      case "block":
        return triesIn(statement.body);
      case "if":
        return triesIn([...statement.then, ...statement.otherwise]);
      default:
        return [];
    }
  });
}

/** What runs after a statement in the same turn of the loop. */
function statementsAfter(statement: Statement, loop: Loop): Statement[] {
  const found: Statement[] = [];
  let inner: Node = statement;
  for (let at = statement.parent; at; inner = at, at = at.parent) {
    for (const list of at === loop ? [loop.body] : listsOf(at)) {
      const index = list.indexOf(inner as Statement);
      if (index >= 0) found.push(...list.slice(index + 1));
    }
    if (at === loop) return found;
  }
  return found;
}

function listsOf(node: Node): Statement[][] {
  switch (node.kind) {
    case "block":
    case "with":
      return [node.body];
    case "if":
      return [node.then, node.otherwise];
    case "try":
      return [node.body];
    default:
      return [];
  }
}

function spanOf(statements: readonly Statement[]): Span {
  return { start: statements[0]?.start ?? 0, end: statements.at(-1)?.end ?? 0 };
}

/** Calls of the attempt, without waits and logging. */
export function attemptCalls(trial: Trial, model: FileModel): Call[] {
  const found: Call[] = [];
  const parts = [trial.body, ...trial.decides];
  walk(trial.loop, node => {
    if (node.kind === "handler") return false;
    if (node.kind === "call" && parts.some(part => isWithin(node, part))) found.push(node);
    return undefined;
  });
  const waits = new Set(waitsIn(trial.loop, model).map(wait => wait.call));
  return found.filter(call => !waits.has(call) && !isLogging(call, model));
}
