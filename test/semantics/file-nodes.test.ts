import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { walk } from "../../rules/ir/walk.ts";
import { ts } from "./code.ts";

describe("the nodes of a file", () => {
  const model = ts("const { a } = f(b + 1, { a: g(b) });\nif (a) { b = h(`${a}`, x => x + 2); }");

  it("are listed by kinds in the order of a walk", () => {
    const kinds = ["call", "name", "literal", "binary", "property"] as const;
    const walked: unknown[] = [];
    walk(model.module, node => void (kinds.some(kind => kind === node.kind) && walked.push(node)));
    const listed = model.nodesOf(...kinds);
    assert.ok(listed.length > 10);
    assert.ok(listed.length === walked.length && listed.every((node, index) => node === walked[index]));
  });

  it("are none of a kind that the file has not", () => {
    assert.deepEqual(model.nodesOf("yield"), []);
    assert.deepEqual(model.nodesOf("yield", "try"), []);
  });
});
