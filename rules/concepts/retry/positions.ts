/** Where nodes stand to each other: what runs before what in one turn of a loop. */
import type { Call, FunctionNode, Loop, Node } from "../../ir/nodes.ts";

/** The loops that repeat a node, innermost first; a callback that stands inline belongs to the code around it. */
export function repeatingLoops(node: Node): Loop[] {
  const loops: Loop[] = [];
  for (let at: Node | undefined = node.parent, inner: Node = node; at; inner = at, at = at.parent) {
    if (at.kind === "function" && at.parent?.kind !== "argument") break;
    if (at.kind === "class") break;
    if (at.kind === "loop" && inner !== at.iterable && !at.init?.includes(inner as never)) loops.push(at);
  }
  return loops;
}

export function isWithin(inner: { start: number; end: number }, outer: { start: number; end: number }): boolean {
  return inner.start >= outer.start && inner.end <= outer.end;
}

/** `first` may have run before `second` in the same turn: it stands earlier and not in another branch. */
export function mayPrecede(first: Node, second: Node): boolean {
  if (first.start >= second.start || isWithin(second, first)) return false;
  const above = new Set<Node>();
  for (let at: Node | undefined = second; at; at = at.parent) above.add(at);
  let inner: Node = first;
  for (let at = first.parent; at; inner = at, at = at.parent) {
    if (!above.has(at)) continue;
    return !areBranches(at, inner, second);
  }
  return true;
}

function areBranches(owner: Node, first: Node, second: Node): boolean {
  if (owner.kind === "if") {
    const side = (node: Node) =>
      owner.then.some(one => isWithin(node, one)) ? 1 : owner.otherwise.some(one => isWithin(node, one)) ? 2 : 0;
    return side(first) !== 0 && side(second) !== 0 && side(first) !== side(second);
  }
  if (owner.kind === "try")
    return first.kind === "handler" && owner.handlers.some(handler => handler !== first && isWithin(second, handler));
  if (owner.kind === "conditional") return first === owner.then && isWithin(second, owner.otherwise);
  return false;
}

/**
 * The expression that waits as a whole: the promise around `setTimeout(resolve, ms)`, the call itself elsewhere. Guards and
 * loops are read there.
 */
export function waitingNode(call: Call): Node {
  let at: Node = call;
  for (;;) {
    const fn = enclosing(at);
    const promise = fn?.parent?.kind === "argument" && fn.parent.parent?.kind === "call" ? fn.parent.parent : undefined;
    if (promise?.isNew && promise.callee.kind === "name" && promise.callee.name === "Promise") at = promise;
    else return at;
  }
}

export function enclosing(node: Node): FunctionNode | undefined {
  for (let at = node.parent; at; at = at.parent) if (at.kind === "function") return at;
  return undefined;
}
