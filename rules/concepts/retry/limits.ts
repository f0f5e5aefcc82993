/** What ends the retries that wait at one place: loop heads, guards before the wait, exits anywhere in the loop. */
import type { Expression, If, Loop, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { type Known, operation, symbolicOf } from "../../semantics/expressions.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { exitOf, type Guard, guardsAt } from "../../semantics/guards.ts";
import { constant, mentions, rewrite, type Symbolic } from "../../semantics/symbolic.ts";
import { ATTEMPT, type Reader } from "./counters.ts";
import { isWithin, mayPrecede, repeatingLoops } from "./positions.ts";
import { rangeOf } from "./ranges.ts";
import type { LimitRecord } from "./record.ts";
import { extent } from "./schedule.ts";

const CLOCK =
  /\b(time\(\)|monotonic\(|perf_counter\(|Date\.now\(|performance\.now\(|now\(|utcnow\(|elapsed|deadline|timeout|time_left|timeLeft|started?_?at\b|expires?)/iu;

/** Conditions over the attempt that hold whenever `wait` is reached; those without the attempt say nothing and are left out. */
export function limitsAt(wait: Node, reader: Reader): LimitRecord[] {
  const { model, known } = reader;
  const strict = reader.withoutDefaults();
  const found: LimitRecord[] = [];
  const seen = new Set<Node>();
  const add = (test: Expression, holds: boolean, later: boolean) => {
    if (seen.has(test)) return;
    seen.add(test);
    for (const record of limitsOf(test, holds, model, known, strict.known))
      found.push(later ? { ...record, holds: shifted(record.holds) } : record);
  };
  for (const guard of guardsAround(wait)) add(guard.test, guard.holds, false);
  const loops = repeatingLoops(wait);
  for (const loop of loops) {
    const range = rangeLimit(loop, model, known);
    if (range) found.push(range);
    if (loop.test) add(loop.test, true, loop.flavour === "do-while");
    for (const exit of exitsOf(loop)) add(exit.node.test, !exit.when, !mayPrecede(exit.node, wait));
  }
  return found;
}

/** The innermost loop never ends by its head: `while True`, `for (;;)`, `itertools.count()`. */
export function isEndless(loop: Loop, model: FileModel): boolean {
  if (loop.flavour === "for-each") {
    const value = loop.iterable && model.valueOf(loop.iterable);
    return value?.kind === "call" && model.libraryNameOf(value.callee) === "itertools.count";
  }
  if (!loop.test || loop.test.kind === "hole") return true;
  const test = model.valueOf(loop.test);
  return test.kind === "literal" && Boolean(test.value);
}

/** The parts of a condition that must hold each for itself: both sides of `a and b`. */
function limitsOf(test: Expression, holds: boolean, model: FileModel, known: Known, strict: Known): LimitRecord[] {
  if (test.kind === "unary" && test.operator === "not") return limitsOf(test.operand, !holds, model, known, strict);
  if (test.kind === "binary" && test.operator === (holds ? "and" : "or"))
    return [test.left, test.right].flatMap(part => limitsOf(part, holds, model, known, strict));
  const record = limitOf(test, holds, model, known);
  if (!record || record.deadline || extent(record.holds).to !== undefined) return record ? [record] : [];
  // `max_tries != 0 and tries >= max_tries` ends nothing with its default of 0; callers may give another.
  return [limitOf(test, holds, model, strict) ?? record];
}

export function limitOf(test: Expression, holds: boolean, model: FileModel, known: Known): LimitRecord | undefined {
  const text = oneLine(model.source(model.valueOf(test)));
  const value = symbolicOf(test, model, known);
  const condition = holds ? value : operation("not", value);
  const record = { holds: condition, place: model.place(test), text };
  if (mentions(value, "attempt")) return record;
  return CLOCK.test(text) ? { ...record, deadline: true } : undefined;
}

export function oneLine(text: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  return line.length > 80 ? `${line.slice(0, 77)}…` : line;
}

/** What holds at a place, also around the callbacks that it stands in. */
export function guardsAround(wait: Node): Guard[] {
  const guards: Guard[] = [];
  for (let at: Node | undefined = wait; at;) {
    guards.push(...guardsAt(at));
    let fn: Node | undefined = at.parent;
    while (fn && fn.kind !== "function") fn = fn.parent;
    at = fn?.parent?.kind === "argument" ? fn : undefined;
  }
  return guards;
}

/** `for attempt in range(n)`: the turn `attempt` happens when the counter is below the end. */
function rangeLimit(loop: Loop, model: FileModel, known: Known): LimitRecord | undefined {
  if (loop.flavour !== "for-each" || !loop.iterable) return undefined;
  const range = rangeOf(loop, model, known);
  if (!range?.stop) return undefined;
  const counter = operation("+", range.start, operation("*", ATTEMPT, constant(range.step)));
  return {
    holds: operation(range.step < 0 ? ">" : "<", counter, range.stop),
    place: model.place(loop.iterable),
    text: oneLine(model.source(loop.iterable)),
  };
}

function exitsOf(loop: Loop): { node: If; when: boolean }[] {
  const found: { node: If; when: boolean }[] = [];
  walk(loop, node => {
    if (node.kind === "function" || node.kind === "class") return false;
    if (node.kind !== "if") return undefined;
    if (leaves(node.then, loop)) found.push({ node, when: true });
    if (node.otherwise.length > 0 && leaves(node.otherwise, loop)) found.push({ node, when: false });
    return undefined;
  });
  return found;
}

/** The branch leaves `loop`: `continue` does not, `break` only out of the innermost loop. */
function leaves(branch: If["then"], loop: Loop): boolean {
  const exit = exitOf(branch);
  if (exit === undefined) return false;
  if (exit !== "jump") return true;
  let breaks = false;
  for (const statement of branch)
    walk(statement, node => {
      if (node.kind === "function") return false;
      if (node.kind === "jump" && node.flavour === "break")
        breaks = repeatingLoops(node)[0] === loop || node.label !== undefined;
      return undefined;
    });
  return breaks && branch.some(statement => isWithin(statement, loop));
}

/** A test after the wait decides over the next turn. */
function shifted(condition: Symbolic): Symbolic {
  const previous = rewrite(condition, part => (part.kind === "attempt" ? operation("-", ATTEMPT, constant(1)) : part));
  return operation("if", operation("<", ATTEMPT, constant(1)), constant(true), previous);
}
