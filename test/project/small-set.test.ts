import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { SmallSet } from "../../rules/project/small-set.ts";

describe("a small set", () => {
  it("is a set, of few and of many", () => {
    for (const count of [1, 2, 8, 9, 40]) {
      const set = new SmallSet<number>();
      const items = Array.from({ length: count }, (_, index) => index);
      assert.ok(items.every(item => set.add(item)));
      assert.ok(set.every(item => item < count) && !set.every(item => item < count - 1));
      assert.ok(items.every(item => !set.add(item)));
      assert.deepEqual(listed(set), items);
      set.delete(-1);
      set.delete(0);
      assert.deepEqual(listed(set), items.slice(1));
      assert.equal(set.isEmpty, count === 1);
      for (const item of items) set.delete(item);
      assert.deepEqual([listed(set), set.isEmpty], [[], true]);
      assert.ok(set.add(5));
      set.clear();
      assert.ok(set.isEmpty);
    }
  });
});

function listed<T>(set: SmallSet<T>): T[] {
  const items: T[] = [];
  set.forEach(item => items.push(item));
  return items;
}
