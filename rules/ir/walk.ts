import type { FunctionNode, Hole, Node, Pattern, Span } from "./nodes.ts";

/** The children of a node in source order. The single place that knows the shape of every node. */
export function childrenOf(node: Node): Node[] {
  switch (node.kind) {
    case "name":
    case "literal":
    case "jump":
    case "imported-name":
    case "scope-declaration":
      return [];
    case "template":
      return node.tag ? [node.tag, ...node.values] : node.values;
    case "list":
      return node.items;
    case "object":
      return node.properties;
    case "property":
      return node.spread || node.shorthand ? [node.value] : [node.keyNode, node.value];
    case "member":
      return [node.object];
    case "index":
      return [node.object, node.index];
    case "call":
      return [node.callee, ...(node.typeArgs ?? []), ...node.args];
    case "argument":
      return [node.value];
    case "function":
      return [...node.decorators, ...node.params, ...present(node.returnType), ...node.body];
    case "parameter":
      return [
        ...(node.decorators ?? []),
        ...present(node.pattern),
        ...present(node.annotation),
        ...present(node.default),
      ];
    case "decorator":
      return [node.expression];
    case "binary":
      return [node.left, node.right];
    case "unary":
      return [node.operand];
    case "conditional":
      return [node.test, node.then, node.otherwise];
    case "await":
    case "spread":
      return [node.value];
    case "yield":
    case "return":
      return present(node.value);
    case "comprehension":
      return [
        ...present(node.key),
        node.element,
        ...node.loops.flatMap(loop => [loop.target, loop.iterable, ...loop.tests] as Node[]),
      ];
    case "hole":
      return node.children;
    case "assign":
      return [...node.targets, ...present(node.annotation), node.value];
    case "list-pattern":
      return node.items.filter(item => item !== undefined);
    case "object-pattern":
      return node.properties;
    case "pattern-element":
      return [node.target as Pattern, ...present(node.default)];
    case "expression":
      return [node.expression];
    case "declare":
      return [...(node.decorators ?? []), node.target, ...present(node.annotation), ...present(node.value)];
    case "if":
      return [node.test, ...node.then, ...node.otherwise];
    case "switch":
      return [node.subject, ...node.cases.flatMap(one => [...one.tests, ...one.body] as Node[])];
    case "loop":
      return [
        ...(node.init ?? []),
        ...present(node.target),
        ...present(node.iterable),
        ...present(node.test),
        ...present(node.update),
        ...node.body,
        ...node.otherwise,
      ];
    case "try":
      return [...node.body, ...node.handlers, ...node.otherwise, ...node.finally];
    case "handler":
      return [...node.types, ...present(node.name), ...node.body];
    case "with":
      return [...node.items.flatMap(item => [item.context, ...present(item.target)] as Node[]), ...node.body];
    case "throw":
      return [...present(node.value), ...present(node.cause)];
    case "block":
    case "module":
      return node.body;
    case "class":
      return [...node.decorators, ...node.bases, ...node.keywords, ...node.body];
    case "import":
      return node.names;
    case "export":
      return present(node.value);
    case "type-alias":
      return [node.value];
  }
}

function present<T extends Node>(node: T | undefined): T[] {
  return node === undefined ? [] : [node];
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
  const owners: number[] = [];
  const depths: number[] = [];
  const stack: Node[] = [root];
  const above: number[] = [-1];
  const cut: Span[] = [];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    const at = nodes.length;
    const owner = above.pop()!;
    const depth = owner < 0 ? 0 : depths[owner]! + 1;
    if (depth > MAXIMAL_DEPTH && becomesHole(node)) cut.push({ start: node.start, end: node.end });
    node.order = { nodes, from: at, to: at + 1 };
    nodes.push(node);
    owners.push(owner);
    depths.push(depth);
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) {
      const child = children[i]!;
      child.parent = node;
      stack.push(child);
      above.push(at);
    }
  }
  const sizes = new Uint32Array(nodes.length).fill(1);
  for (let i = nodes.length - 1; i > 0; i--) sizes[owners[i]!]! += sizes[i]!;
  nodes.forEach((node, i) => (node.order!.to = node.order!.from + sizes[i]!));
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
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (visit(node) === false) continue;
    const children = childrenOf(node);
    for (let i = children.length - 1; i >= 0; i--) stack.push(children[i]!);
  }
}

/** Every node of a function but those of the functions in it. */
export function eachOwn(fn: FunctionNode, visit: (node: Node) => void): void {
  walk(fn, node => {
    if (node.kind === "function" && node !== fn) return false;
    visit(node);
    return undefined;
  });
}
