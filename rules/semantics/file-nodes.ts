/** The nodes of a file by their kind, gathered in one walk, and those around a node. */
import type { Call, ClassNode, FunctionNode, Module, Node, Span } from "../ir/nodes.ts";
import { walk } from "../ir/walk.ts";

export class FileNodes {
  readonly functions: readonly FunctionNode[];
  readonly classes: readonly ClassNode[];
  readonly calls: readonly Call[];
  readonly #byKind = new Map<Node["kind"], Node[]>();
  #byStart: readonly Call[] | undefined;

  constructor(module: Module) {
    walk(module, node => {
      const same = this.#byKind.get(node.kind);
      if (same) same.push(node);
      else this.#byKind.set(node.kind, [node]);
    });
    this.functions = this.nodesOf("function");
    this.classes = this.nodesOf("class");
    this.calls = this.nodesOf("call");
  }

  /** Of any of the kinds, in source order. */
  nodesOf<Kind extends Node["kind"]>(...kinds: Kind[]): readonly Extract<Node, { kind: Kind }>[] {
    const [first, ...others] = kinds.map(kind => this.#byKind.get(kind) ?? []);
    const found = others.length === 0 ? (first ?? []) : first!.concat(...others).sort(inOrder);
    return found as Extract<Node, { kind: Kind }>[];
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

function inOrder(a: Node, b: Node): number {
  return a.order!.from - b.order!.from;
}
