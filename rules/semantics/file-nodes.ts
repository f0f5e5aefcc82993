/** The nodes of a file by their kind, gathered in one walk, and those around a node. */
import type { Call, ClassNode, FunctionNode, Module, Node, Span } from "../ir/nodes.ts";
import { walk } from "../ir/walk.ts";

/** Nodes of one kind with where they come among all nodes of the file. */
interface OfKind {
  nodes: Node[];
  places: number[];
}

export class FileNodes {
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  readonly calls: readonly Call[];
  readonly #byKind = new Map<Node["kind"], OfKind>();
  #byStart: readonly Call[] | undefined;

  constructor(module: Module) {
    let place = 0;
    walk(module, node => {
      let same = this.#byKind.get(node.kind);
      if (!same) this.#byKind.set(node.kind, (same = { nodes: [], places: [] }));
      same.nodes.push(node);
      same.places.push(place++);
    });
    this.functions = this.nodesOf("function");
    this.classes = this.nodesOf("class");
    this.calls = this.nodesOf("call");
  }

  /** Of any of the kinds, in source order. */
  nodesOf<Kind extends Node["kind"]>(...kinds: Kind[]): readonly Extract<Node, { kind: Kind }>[] {
    const lists = kinds.flatMap(kind => this.#byKind.get(kind) ?? []);
    return (lists.length === 1 ? lists[0]!.nodes : merged(lists)) as Extract<Node, { kind: Kind }>[];
  }

  enclosingFunction(node: Node): FunctionNode | undefined {
    for (let at = node.parent; at; at = at.parent) if (at.kind === "function") return at;
    return undefined;
  }

  /** The outermost function around a node (itself, when it is one): the unit in which data flow is read. */
  outermostFunction(node: Node): FunctionNode | undefined {
    let found: FunctionNode | undefined = node.kind === "function" ? node : undefined;
    for (let at = node.parent; at; at = at.parent) if (at.kind === "function") found = at;
    return found;
  }

  enclosingClass(node: Node): ClassNode | undefined {
    for (let at = node.parent; at; at = at.parent) if (at.kind === "class") return at;
    return undefined;
  }

  /** The calls that stand in a place, in source order. */
  callsIn({ start, end }: Span): Call[] {
    const calls = (this.#byStart ??= this.calls.toSorted((a, b) => a.start - b.start));
    let low = 0;
    for (let high = calls.length; low < high;) {
      const middle = (low + high) >> 1;
      if (calls[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    const found: Call[] = [];
    for (let at = low; at < calls.length && calls[at]!.start <= end; at++)
      if (calls[at]!.end <= end) found.push(calls[at]!);
    return found;
  }
}

function merged(lists: readonly OfKind[]): Node[] {
  const found: Node[] = [];
  const heads = lists.map(() => 0);
  for (;;) {
    let next = -1;
    let least = Infinity;
    for (let i = 0; i < lists.length; i++) {
      const place = lists[i]!.places[heads[i]!] ?? Infinity;
      if (place < least) [next, least] = [i, place];
    }
    if (next < 0) return found;
    found.push(lists[next]!.nodes[heads[next]!++]!);
  }
}
