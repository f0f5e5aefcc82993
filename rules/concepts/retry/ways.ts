/** How a list of statements can be left, as seen from the loop around it. */
import type { Handler, Statement } from "../../ir/nodes.ts";
import { exitOf } from "../../semantics/guards.ts";

/** "falls": the next statement after the list runs. */
export type Way = "falls" | "continue" | "break" | "return" | "throw";

export function waysThrough(statements: readonly Statement[]): Set<Way> {
  const found = new Set<Way>();
  for (const statement of statements) {
    const ways = waysOf(statement);
    for (const way of ways) if (way !== "falls") found.add(way);
    if (!ways.has("falls")) return found;
  }
  return found.add("falls");
}

/** After it the loop may take another turn. */
export function goesOn(statements: readonly Statement[]): boolean {
  const ways = waysThrough(statements);
  return ways.has("falls") || ways.has("continue");
}

/** It never takes another turn: it leaves the loop, by success or by giving up. */
export function leavesLoop(statements: readonly Statement[]): boolean {
  return !goesOn(statements);
}

function waysOf(statement: Statement): Set<Way> {
  switch (statement.kind) {
    case "return":
      return new Set(["return"]);
    case "throw":
      return new Set(["throw"]);
    case "jump":
      return new Set([statement.flavour]);
    case "block":
    case "with":
      return waysThrough(statement.body);
    case "if":
      return new Set([...waysThrough(statement.then), ...waysThrough(statement.otherwise)]);
    case "try":
      return waysOfTry(statement.body, statement.otherwise, statement.handlers, statement.finally);
    case "loop":
      return within(waysThrough(statement.body), true);
    case "switch":
      return within(new Set(statement.cases.flatMap(one => [...waysThrough(one.body)])), false);
    default:
      return new Set([exitOf([statement]) === undefined ? "falls" : "return"]);
  }
}

function waysOfTry(
  body: readonly Statement[],
  otherwise: readonly Statement[],
  handlers: readonly Handler[],
  last: readonly Statement[],
): Set<Way> {
  const end = waysThrough(last);
  if (!end.has("falls")) return end;
  const found = waysThrough([...body, ...otherwise]);
  if (handlers.some(handler => handler.types.length === 0)) found.delete("throw");
  for (const handler of handlers) for (const way of waysThrough(handler.body)) found.add(way);
  return found;
}

/** Seen from outside an inner loop or switch, which takes its own breaks and (a loop) its own continues. */
function within(ways: Set<Way>, isLoop: boolean): Set<Way> {
  const found = new Set<Way>(["falls"]);
  for (const way of ways) if (way === "return" || way === "throw" || (way === "continue" && !isLoop)) found.add(way);
  return found;
}
