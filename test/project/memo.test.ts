import assert from "node:assert/strict";
import { Input, Memo, MemoTable, Tracker } from "../../rules/project/memo.ts";

/** A cell that can be read and set, as a file's content is. */
class Cell<T> {
  readonly #tracker: Tracker;
  readonly #input = new Input();
  #value: T;

  constructor(tracker: Tracker, value: T) {
    this.#tracker = tracker;
    this.#value = value;
  }

  get value(): T {
    this.#tracker.read(this.#input);
    return this.#value;
  }

  set value(value: T) {
    this.#value = value;
    this.#input.changed();
  }
}

describe("memo", () => {
  it("works a value out once, and again when what it was made of changed", () => {
    const tracker = new Tracker();
    const left = new Cell(tracker, 1);
    const right = new Cell(tracker, 10);
    let runs = 0;
    const double = new Memo(tracker, () => (runs++, left.value * 2));
    assert.deepEqual([double.get(), double.get(), runs], [2, 2, 1]);
    right.value = 11;
    assert.deepEqual([double.get(), runs], [2, 1]);
    left.value = 5;
    assert.deepEqual([double.get(), runs], [10, 2]);
  });

  it("leaves users as they are when a source comes out as it was", () => {
    const tracker = new Tracker();
    const cell = new Cell(tracker, 1);
    let runs = 0;
    const isOdd = new Memo(tracker, () => cell.value % 2 === 1);
    const word = new Memo(tracker, () => (runs++, isOdd.get() ? "odd" : "even"));
    assert.equal(word.get(), "odd");
    cell.value = 3;
    assert.deepEqual([word.get(), runs], ["odd", 1]);
    cell.value = 4;
    assert.deepEqual([word.get(), runs], ["even", 2]);
  });

  it("keeps the old value where the options call the new one equal", () => {
    const tracker = new Tracker();
    const cell = new Cell(tracker, "a");
    const list = new Memo(tracker, () => [cell.value.toLowerCase()], { equal: (a, b) => a[0] === b[0] });
    const first = list.get();
    cell.value = "A";
    assert.equal(list.get(), first);
    cell.value = "b";
    assert.deepEqual(list.get(), ["b"]);
  });

  it("forgets sources that a value no longer reads", () => {
    const tracker = new Tracker();
    const choice = new Cell(tracker, true);
    const other = new Cell(tracker, 1);
    let runs = 0;
    const chosen = new Memo(tracker, () => (runs++, choice.value ? other.value : 0));
    chosen.get();
    choice.value = false;
    chosen.get();
    other.value = 2;
    assert.deepEqual([chosen.get(), runs], [0, 2]);
  });

  it("works out again after an error", () => {
    const tracker = new Tracker();
    const cell = new Cell(tracker, 0);
    const inverse = new Memo(tracker, () => {
      if (cell.value === 0) throw new Error("zero");
      return 1 / cell.value;
    });
    const user = new Memo(tracker, () => inverse.get() + 1);
    assert.throws(() => user.get(), /zero/u);
    cell.value = 2;
    assert.equal(user.get(), 1.5);
    cell.value = 0;
    assert.throws(() => user.get(), /zero/u);
    cell.value = 4;
    assert.equal(user.get(), 1.25);
  });

  it("gives values in a cycle that do not depend on who was asked first", () => {
    const calls: Record<string, string[]> = { a: ["b"], b: ["c", "a"], c: ["c"], d: ["a"] };
    const reach = () => {
      const tracker = new Tracker();
      const table: MemoTable<string, string> = new MemoTable(
        tracker,
        key => [...new Set([key, ...calls[key]!.flatMap(one => [...table.get(one)])])].sort().join(""),
        { inCycle: () => "" },
      );
      return table;
    };
    const oneByOne = (order: string[]) => {
      const table = reach();
      return Object.fromEntries(order.map(key => [key, table.get(key)]));
    };
    assert.deepEqual(oneByOne(["a", "b", "c", "d"]), { a: "abc", b: "abc", c: "c", d: "abcd" });
    assert.deepEqual(oneByOne(["d", "c", "b", "a"]), oneByOne(["a", "b", "c", "d"]));
  });

  it("gives the same values where nothing changes, in cycles too, and works each out once", () => {
    const calls = (key: number) => [key + 1, key - (key % 10), key + 7].filter(one => one < 1000);
    const reach = (tracker: Tracker) => {
      const table: MemoTable<number, number> = new MemoTable(
        tracker,
        key => Math.max(key, ...calls(key).map(one => table.get(one))),
        { inCycle: () => -1 },
      );
      const all = () => Array.from({ length: 1000 }, (_, key) => table.get(999 - key));
      return [all(), all()];
    };
    assert.deepEqual(reach(new Tracker({ still: true })), reach(new Tracker()));
    const tracker = new Tracker({ still: true });
    const cell = new Cell(tracker, 1);
    let runs = 0;
    const table: MemoTable<number, number> = new MemoTable(tracker, key => (runs++, key * cell.value));
    for (let turn = 0; turn < 2; turn++) for (let key = 0; key < 2000; key++) assert.equal(table.get(key), key);
    assert.equal(runs, 2000);
  });

  it("sees a change below a cycle's passing answers", () => {
    const tracker = new Tracker();
    const cell = new Cell(tracker, "x");
    const table: MemoTable<string, Set<string>> = new MemoTable(
      tracker,
      key => (key === "a" ? new Set(["a", ...table.get("b")]) : new Set([cell.value, ...table.get("a")])),
      { inCycle: () => new Set() },
    );
    const user = new Memo(tracker, () => [...table.get("a")].sort().join(""));
    assert.equal(user.get(), "ax");
    cell.value = "y";
    assert.deepEqual([user.get(), [...table.get("b")].sort().join("")], ["ay", "ay"]);
  });

  it("asks each member of a cycle once for each head, however densely they ask one another", () => {
    const tracker = new Tracker();
    const members = Array.from({ length: 12 }, (_, index) => index);
    let runs = 0;
    const reach: MemoTable<number, Set<number>> = new MemoTable(
      tracker,
      key => (runs++, new Set([key, ...members.flatMap(other => [...reach.get(other)])])),
      { inCycle: () => new Set() },
    );
    const sizes = () => members.map(member => reach.get(member).size);
    assert.deepEqual(new Set(sizes()), new Set([members.length]));
    assert.ok(runs <= members.length ** 2, `${runs} runs`);
    const before = runs;
    sizes();
    assert.equal(runs, before);
  });

  it("says so when a value without an answer for cycles asks for itself", () => {
    const tracker = new Tracker();
    const memo: Memo<number> = new Memo(tracker, (): number => memo.get());
    assert.throws(() => memo.get(), /while it was worked out/u);
  });

  it("lets a table go with the value that made it", () => {
    const tracker = new Tracker();
    const outer = new Cell(tracker, 1);
    const inner = new Cell(tracker, 1);
    let runs = 0;
    const maker = new Memo(tracker, () => {
      const factor = outer.value;
      return new MemoTable(tracker, (key: string) => (runs++, `${key}${inner.value * factor}`));
    });
    const user = new Memo(tracker, () => maker.get().get("k"));
    assert.equal(user.get(), "k1");
    outer.value = 2;
    assert.equal(user.get(), "k2");
    inner.value = 5;
    assert.deepEqual([user.get(), runs], ["k10", 3]);
  });
});
