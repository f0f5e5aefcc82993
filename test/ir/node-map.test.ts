import assert from "node:assert/strict";

import { NodeMap } from "../../rules/ir/node-map.ts";
import { walk } from "../../rules/ir/walk.ts";
import { parseTypeScript } from "../../rules/languages/typescript/parse.ts";

describe("NodeMap", () => {
  it("keeps a value for each node of a tree", () => {
    const module = parseTypeScript("const { a } = f(b + 1, () => g(b));", "a.ts");
    const map = new NodeMap<string>(module);
    walk(module, node => map.set(node, `${node.kind} ${node.start}`));
    walk(module, node => assert.equal(map.get(node), `${node.kind} ${node.start}`));
  });

  it("knows nothing of a node before it is told", () => {
    const module = parseTypeScript("f(a)", "a.ts");
    const map = new NodeMap<boolean>(module);
    map.set(module, false);
    assert.equal(map.get(module), false);
    assert.equal(map.get(module.body[0]!), undefined);
  });
});
