import type { FunctionNode, Hole, Node, Span } from "./nodes.ts";

/** The children of a node in source order. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  pushChildren(node, children);
  return children;
}

/** Appends the children of a node in source order. The single place that knows the shape of every node. */
function pushChildren(node: Node, into: Node[]): void {
  switch (node.kind) {
    case "name":
    case "literal":
    case "jump":
    case "imported-name":
    case "scope-declaration":
      return;
    case "template":
      push(node.tag, into);
      return pushAll(node.values, into);
    case "list":
      return pushAll(node.items, into);
    case "object":
      return pushAll(node.properties, into);
    case "property":
      if (!node.spread && !node.shorthand) into.push(node.keyNode);
      into.push(node.value);
      return;
    case "member":
      into.push(node.object);
      return;
    case "index":
      into.push(node.object, node.index);
      return;
    case "call":
      into.push(node.callee);
      pushAll(node.typeArgs, into);
      return pushAll(node.args, into);
    case "argument":
    case "await":
    case "spread":
    case "type-alias":
      into.push(node.value);
      return;
    case "function":
      pushAll(node.decorators, into);
      pushAll(node.params, into);
      push(node.returnType, into);
      return pushAll(node.body, into);
    case "parameter":
      pushAll(node.decorators, into);
      push(node.pattern, into);
      push(node.annotation, into);
      return push(node.default, into);
    case "decorator":
    case "expression":
      into.push(node.expression);
      return;
    case "binary":
      into.push(node.left, node.right);
      return;
    case "unary":
      into.push(node.operand);
      return;
    case "conditional":
      into.push(node.test, node.then, node.otherwise);
      return;
    case "yield":
    case "return":
    case "export":
      return push(node.value, into);
    case "comprehension":
      push(node.key, into);
      into.push(node.element);
      for (const loop of node.loops) {
        into.push(loop.target, loop.iterable);
        pushAll(loop.tests, into);
      }
      return;
    case "hole":
      return pushAll(node.children, into);
    case "assign":
      pushAll(node.targets, into);
      push(node.annotation, into);
      into.push(node.value);
      return;
    case "list-pattern":
      for (const item of node.items) push(item, into);
      return;
    case "object-pattern":
      return pushAll(node.properties, into);
    case "pattern-element":
      into.push(node.target);
      return push(node.default, into);
    case "declare":
      pushAll(node.decorators, into);
      into.push(node.target);
      push(node.annotation, into);
      return push(node.value, into);
    case "if":
      into.push(node.test);
      pushAll(node.then, into);
      return pushAll(node.otherwise, into);
    case "switch":
      into.push(node.subject);
      for (const one of node.cases) {
        pushAll(one.tests, into);
        pushAll(one.body, into);
      }
      return;
    case "loop":
      pushAll(node.init, into);
      push(node.target, into);
      push(node.iterable, into);
      push(node.test, into);
      push(node.update, into);
      pushAll(node.body, into);
      return pushAll(node.otherwise, into);
    case "try":
      pushAll(node.body, into);
      pushAll(node.handlers, into);
      pushAll(node.otherwise, into);
      return pushAll(node.finally, into);
    case "handler":
      pushAll(node.types, into);
      push(node.name, into);
      return pushAll(node.body, into);
    case "with":
      for (const item of node.items) {
        into.push(item.context);
        push(item.target, into);
      }
      return pushAll(node.body, into);
    case "throw":
      push(node.value, into);
      return push(node.cause, into);
    case "block":
    case "module":
      return pushAll(node.body, into);
    case "class":
      pushAll(node.decorators, into);
      pushAll(node.bases, into);
      pushAll(node.keywords, into);
      return pushAll(node.body, into);
    case "import":
      return pushAll(node.names, into);
  }
}

function push(node: Node | undefined, into: Node[]): void {
  if (node !== undefined) into.push(node);
}

function pushAll(nodes: readonly Node[] | undefined, into: Node[]): void {
  if (nodes !== undefined) for (let i = 0; i < nodes.length; i++) into.push(nodes[i]!);
}

/** In reverse, so that the first child is popped first. */
function stackChildren(node: Node, stack: Node[]): void {
  let low = stack.length;
  pushChildren(node, stack);
  for (let high = stack.length - 1; low < high; low++, high--) {
    const swapped = stack[low]!;
    stack[low] = stack[high]!;
    stack[high] = swapped;
  }
}

/**
 * Depth-first, in source order, without recursion: a chain of 20,000 operands does not overflow. Return `false` to skip the
 * children. In a linked tree ({@link linkParents}) the nodes below a node are a run of one list.
 */
export function walk(root: Node, visit: (node: Node) => unknown): void {
  const { order } = root;
  if (order === undefined) return walkUnlinked(root, visit);
  const { nodes } = order;
  for (let at = order.from; at < order.to;) {
    const node = nodes[at]!;
    // A node that stands in two places knows the later one, of the same size.
    at += visit(node) === false ? node.order!.to - node.order!.from : 1;
  }
}

/** A chain (`a + b + …`, `elif` after `elif`) deeper than any reader's recursion may go. Nobody writes a tenth of it. */
const MAXIMAL_DEPTH = 1000;

/**
 * Sets `parent` and `order` on every node below `root`. Front ends call it once, last: the tree does not change after. What
 * lies too deep becomes a hole, the same one on every stack; returns these holes.
 */
export function linkParents(root: Node): Span[] {
  const nodes: Node[] = [];
  const stack: Node[] = [root];
  const depths: number[] = [0];
  /** The node in hand and those around it: a node's run ends where the next one that is not below it comes. */
  const open: NonNullable<Node["order"]>[] = [];
  const cut: Span[] = [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const at = nodes.length;
    const depth = depths.pop()!;
    if (depth > MAXIMAL_DEPTH && becomesHole(node)) cut.push({ start: node.start, end: node.end });
    while (open.length > depth) open.pop()!.to = at;
    const order = { nodes, from: at, to: at };
    node.order = order;
    open.push(order);
    nodes.push(node);
    const first = stack.length;
    stackChildren(node, stack);
    for (let i = first; i < stack.length; i++) {
      stack[i]!.parent = node;
      depths.push(depth + 1);
    }
  }
  for (const order of open) order.to = nodes.length;
  return cut;
}

/** Only where a hole may stand, and something is in it; what has a fixed place in another node is emptied by its children. */
function becomesHole(node: Node): boolean {
  if (!RECURSIVE.has(node.kind)) return false;
  const { start, end, parent } = node;
  for (const key of Object.keys(node)) delete (node as unknown as Record<string, unknown>)[key];
  Object.assign(node, { kind: "hole", start, end, parent, children: [] } satisfies Hole);
  return true;
}

const RECURSIVE: ReadonlySet<Node["kind"]> = new Set([
  "binary",
  "call",
  "member",
  "index",
  "unary",
  "conditional",
  "await",
  "list",
  "object",
  "template",
  "comprehension",
  "function",
  "class",
  "if",
  "switch",
  "loop",
  "try",
  "with",
  "block",
] as const);

function walkUnlinked(root: Node, visit: (node: Node) => unknown): void {
  const stack: Node[] = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop())
    if (visit(node) !== false) stackChildren(node, stack);
}

/** Every node of a function but those of the functions in it. */
export function eachOwn(fn: FunctionNode, visit: (node: Node) => void): void {
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    visit(node);
    return undefined;
  });
}
