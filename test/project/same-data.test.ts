import assert from "node:assert/strict";
import { sameData } from "../../rules/project/same-data.ts";

describe("same data", () => {
  it("compares by content", () => {
    assert.equal(sameData({ a: [1, { b: null }], c: "x" }, { c: "x", a: [1, { b: null }] }), true);
    assert.equal(sameData(undefined, undefined), true);
    assert.equal(sameData({ a: undefined }, {}), true);
  });

  it("tells apart what differs", () => {
    const pairs: [unknown, unknown][] = [
      [1, "1"],
      [null, undefined],
      [null, {}],
      [[], {}],
      [[1], [1, 2]],
      [{ a: 1 }, { a: 1, b: 2 }],
      [{ a: { b: 1 } }, { a: { b: 2 } }],
      [{ 0: 1 }, [1]],
    ];
    for (const [left, right] of pairs) {
      assert.equal(sameData(left, right), false);
      assert.equal(sameData(right, left), false);
    }
  });
});
