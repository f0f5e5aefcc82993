import assert from "node:assert/strict";
import { parsePython } from "../../rules/languages/python/parse.ts";
import { parseTypeScript } from "../../rules/languages/typescript/parse.ts";
import type { Node } from "../../rules/ir/nodes.ts";
import { childrenOf, linkParents, walk } from "../../rules/ir/walk.ts";

/** The order that `childrenOf` gives, by recursion. */
function below(node: Node): Node[] {
  return [node, ...childrenOf(node).flatMap(below)];
}

function visited(root: Node, skip: (node: Node) => boolean = () => false): Node[] {
  const seen: Node[] = [];
  walk(root, node => {
    seen.push(node);
    return skip(node) ? false : undefined;
  });
  return seen;
}

const modules = [
  parseTypeScript(
    "export const f = async ({ a, b = 1 }) => { for (const x of a) if (x < b) await g(x, `${x}`); };",
    "a.ts",
  ),
  parsePython("@task\ndef f(a, *b, c=1):\n    return [x for x in a if 1 < x.y < g(c)]\n", "a.py"),
];

describe("walk", () => {
  for (const module of modules) {
    it(`visits every node of a ${module.language} file, and below every node`, () => {
      for (const node of below(module)) assert.deepEqual(visited(node), below(node));
    });

    it(`skips what is below a node of a ${module.language} file on request`, () => {
      const seen = visited(module, node => node.kind === "function");
      assert.ok(seen.some(node => node.kind === "function"));
      assert.ok(!seen.some(node => node.kind === "parameter"));
    });
  }

  it("walks a node that stands in two places", () => {
    const shared: Node = { kind: "name", name: "x", start: 4, end: 5 };
    const pair = (left: Node, right: Node): Node => ({
      kind: "binary",
      operator: "<",
      left: left as never,
      right: right as never,
      start: 0,
      end: 9,
    });
    const one: Node = { kind: "literal", value: 1, start: 0, end: 1 };
    const tree = pair(pair(one, shared), pair(shared, { ...one }));
    linkParents(tree);
    assert.deepEqual(visited(tree), below(tree));
    assert.deepEqual(visited(tree, node => node === shared).length, 7);
  });
});
