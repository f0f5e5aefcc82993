/** What a key is made of: reads of headers, and calls whose results go into it. */
import type { Expression, FunctionNode, Node } from "../../ir/nodes.ts";
import { walk } from "../../ir/walk.ts";
import { type AccessPath, pathText } from "../../semantics/access-path.ts";
import type { FileModel } from "../../semantics/file-model.ts";
import { words } from "./names.ts";

export interface KeySources {
  /** Starts of header reads. */
  headers: number[];
  calls: AccessPath[];
}

const KEY_PART =
  /\b(?:key|keys|ip|addr|address|ident|identifier|id|client|user|account|token|email|fingerprint|parts)\b/u;
const MAX_DEPTH = 8;
const MAX_CALLS = 12;

export class SourceFinder {
  readonly #model: FileModel;
  readonly #reads: ReadonlySet<Node>;

  constructor(model: FileModel, reads: Iterable<Node>) {
    this.#model = model;
    this.#reads = new Set(reads);
  }

  /** Of several expressions that make one key. */
  of(expressions: readonly Expression[]): KeySources {
    const headers = new Set<number>();
    const calls = new Map<string, AccessPath>();
    for (const expression of expressions) this.#collect(expression, headers, calls, new Set(), 0);
    return { headers: [...headers], calls: [...calls.values()].slice(0, MAX_CALLS) };
  }

  /** Of what a function gives back. */
  ofReturns(fn: FunctionNode): KeySources {
    const values: Expression[] = [];
    walk(fn, node => {
      if (node.kind === "function" && node !== fn) return false;
      if (node.kind === "return" && node.value) values.push(node.value);
      return undefined;
    });
    return this.of(values);
  }

  #collect(root: Node, headers: Set<number>, calls: Map<string, AccessPath>, seen: Set<Node>, depth: number): void {
    if (depth > MAX_DEPTH || seen.has(root)) return;
    seen.add(root);
    walk(root, node => {
      if (this.#reads.has(node)) {
        headers.add(node.start);
        return false;
      }
      if (node.kind === "function" && node !== root) return false;
      // Of a context or an options object, only what identifies goes into the key.
      if (node.kind === "property" && node.key !== undefined && !isKeyPart(node.key)) return false;
      if (node.kind === "call") {
        const path = this.#model.pathOf(node.callee);
        if (path && path.root !== "parameter" && calls.size < MAX_CALLS) calls.set(pathText(path), path);
      }
      if (node.kind === "name") this.#follow(node, headers, calls, seen, depth);
      return undefined;
    });
  }

  /** Names of the function's own variables; what the module holds is no part of one request. */
  #follow(
    node: Node & { kind: "name" },
    headers: Set<number>,
    calls: Map<string, AccessPath>,
    seen: Set<Node>,
    depth: number,
  ): void {
    const binding = this.#model.bindingOf(node);
    if (!binding || binding.kind !== "variable" || binding.scope.kind === "module" || binding.scope.kind === "class")
      return;
    for (const definition of binding.definitions.slice(0, 6)) {
      if (definition.value) this.#collect(definition.value, headers, calls, seen, depth + 1);
    }
  }
}

function isKeyPart(name: string): boolean {
  return KEY_PART.test(words(name)) && !/agent/iu.test(name);
}
