import type { Module, Node } from "./nodes.ts";

/** What is known of the nodes of one linked tree. A node knows its place in the tree, so that nothing is hashed. */
export class NodeMap<Value> {
  readonly #values: (Value | undefined)[];

  constructor(module: Module) {
    this.#values = new Array<Value | undefined>(module.order!.to).fill(undefined);
  }

  get(node: Node): Value | undefined {
    return this.#values[node.order!.from];
  }

  set(node: Node, value: Value): void {
    this.#values[node.order!.from] = value;
  }
}
