/** Whether a turn that goes on gets further: the next page, the next message, one more row. Such a loop is no retry. */
import type { Assign, Expression, Loop, Node, Statement } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { isLogging, waitsIn } from "./waits.ts";
import { goesOn } from "./ways.ts";

const COLLECTS =
  /^(push|append|extend|add|concat|unshift|insert|update|set|put|write|send|emit|enqueue|delay|create|createMany|insertMany|bulk_create|save|commit|yield_?|next|pop|shift|popleft|ack|acknowledge|delete|remove)$/u;

/** `job.refresh()`: what is asked for is looked up again. */
export const ASKS_AGAIN = /^(refresh|reload|update|fetch|poll|load|sync|refetch|a?refresh_from_db)$/u;

/**
 * `decides` are the tests that end the loop: a variable that only they read is what is being asked for. With `strict` any
 * call for its own sake is progress, but for waits, logs and asking again.
 */
export function advances(loop: Loop, decides: readonly Expression[], model: FileModel, strict = false): boolean {
  const waits = new Set<Node>(waitsIn(loop, model).map(wait => wait.call));
  let found = false;
  const visit = (node: Node): boolean | undefined => {
    if (node.kind === "function" || node.kind === "class" || node.kind === "handler") return false;
    if (node.kind === "if") {
      walk(node.test, visit);
      for (const branch of [node.then, node.otherwise]) if (goesOn(branch)) each(branch);
      return false;
    }
    if (node.kind === "yield" || node.kind === "loop") found = true;
    if (node.kind === "assign") found ||= movesOn(node, loop, decides, model);
    if (node.kind === "call" && !waits.has(node) && !isLogging(node, model) && isStatement(node))
      found ||= strict
        ? !(node.callee.kind === "member" && ASKS_AGAIN.test(node.callee.name))
        : node.callee.kind === "member" && COLLECTS.test(node.callee.name);
    return undefined;
  };
  const each = (statements: readonly Statement[]) => statements.forEach(statement => walk(statement, visit));
  each(loop.body);
  return found;
}

const isStatement = (call: Node): boolean =>
  call.parent?.kind === "expression" || (call.parent?.kind === "await" && call.parent.parent?.kind === "expression");

/** `cursor = page.next`, `offset += rows.length`: the next turn does something else. */
function movesOn(assign: Assign, loop: Loop, decides: readonly Expression[], model: FileModel): boolean {
  const target = assign.targets[0];
  if (!target || (target.kind !== "name" && target.kind !== "member")) return true;
  if (target.kind === "name" && isInside(target, loop, model)) return false;
  const text = model.source(target);
  if (/delay|wait|backoff|interval|attempt|retr|tries|count|elapsed|error|err$|exc$|last_?|token|session/iu.test(text))
    return false;
  if (assign.value.kind === "literal") return false;
  // Notes on a record of the attempt: only what the next turn is given matters.
  if (target.kind === "member" && !isGivenOn(text, loop, model)) return false;
  if (assign.operator !== "=") return true;
  // What is polled is asked for anew, without what came before.
  const asked = decides.some(test => mentionsText(test, text, model));
  return !asked || mentionsText(assign.value, text, model);
}

/** The variable belongs to one turn: it is declared in the loop, or (Python) written before it is read in each. */
function isInside(name: Expression & { kind: "name" }, loop: Loop, model: FileModel): boolean {
  const binding = model.bindingOf(name);
  if (!binding) return false;
  return [...binding.definitions.map(one => one.node), ...binding.references].every(
    one => one.start >= loop.start && one.end <= loop.end,
  );
}

function isGivenOn(text: string, loop: Loop, model: FileModel): boolean {
  let found = false;
  walk(loop, node => {
    if (node.kind === "argument") found ||= mentionsText(node.value, text, model);
  });
  return found;
}

function mentionsText(inside: Expression, text: string, model: FileModel): boolean {
  let found = false;
  walk(inside, node => {
    if ((node.kind === "name" || node.kind === "member") && model.source(node) === text) found = true;
  });
  return found;
}
