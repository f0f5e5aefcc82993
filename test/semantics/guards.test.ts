import assert from "node:assert/strict";
import type { FunctionNode } from "../../rules/ir/nodes.ts";
import type { FileModel } from "../../rules/semantics/file-model.ts";
import { earlyExits, factsOf, guardsAt, loopsAround } from "../../rules/semantics/guards.ts";
import { find, py, ts } from "./code.ts";

/** Conditions known to hold at the call `work()`, nearest first; "!" before those that do not hold. */
const guards = (model: FileModel) =>
  guardsAt(find(model, "work()")).map(guard => `${guard.holds ? "" : "!"}${model.source(guard.test)}`);

describe("guards", () => {
  it("are the conditions around a place", () => assert.deepEqual(guards(ts(`if (a) { if (b) work(); }`)), ["b", "a"]));
  it("are negated in the other branch", () => assert.deepEqual(guards(ts(`if (a) x(); else work();`)), ["!a"]));
  it("are early exits before a place", () =>
    assert.deepEqual(guards(ts(`function f() { if (!user) return; if (x) throw e; work(); }`)), ["!x", "!!user"]));
  it("are not exits that only log", () =>
    assert.deepEqual(guards(ts(`function f() { if (!user) log(); work(); }`)), []));
  it("are exits in the other branch", () =>
    assert.deepEqual(guards(ts(`function f() { if (user) { log(); } else { return; } work(); }`)), ["user"]));
  it("are a loop's test", () => assert.deepEqual(guards(ts(`while (n < 5) { work(); }`)), ["n < 5"]));
  it("are not the test of a do-while", () => assert.deepEqual(guards(ts(`do { work(); } while (n < 5);`)), []));
  it("are the left side of a logical operator", () => assert.deepEqual(guards(ts(`const ok = a && work();`)), ["a"]));
  it("are negated by or", () => assert.deepEqual(guards(ts(`const ok = a || work();`)), ["!a"]));
  it("are the sides of a conditional", () => assert.deepEqual(guards(ts(`const ok = a ? b : work();`)), ["!a"]));
  it("stop at the function", () => assert.deepEqual(guards(ts(`if (a) { run(() => { work(); }); }`)), []));
  it("count continue as leaving", () =>
    assert.deepEqual(guards(ts(`for (const x of xs) { if (skip) continue; work(); }`)), ["!skip"]));
  it("count calls that never return", () =>
    assert.deepEqual(guards(ts(`function f() { if (!user) notFound(); work(); }`)), ["!!user"]));
  it("hold in Python", () =>
    assert.deepEqual(guards(py(`def f():\n    if not user:\n        raise Denied\n    with lock:\n        work()\n`)), [
      "!not user",
    ]));
  it("hold after a try that left", () =>
    assert.deepEqual(
      guards(
        py(`def f():\n    try:\n        if done:\n            return\n        work()\n    except E:\n        pass\n`),
      ),
      ["!done"],
    ));

  it("take facts out of a condition", () => {
    const model = ts(`use(a === 1 && !(b < 2) && c)`);
    const facts = factsOf(find(model, "a === 1 && !(b < 2) && c"), true);
    assert.deepEqual(
      facts.map(fact => `${model.source(fact.left)} ${fact.operator} ${model.source(fact.right)} ${fact.holds}`),
      ["a == 1 true", "b < 2 false"],
    );
  });

  it("take no fact out of a disjunction that holds", () => {
    const model = ts(`use(a === 1 || b === 2)`);
    assert.equal(
      factsOf(find(model, "a === 1 || b === 2"), true).every(fact => fact.operator === "or"),
      true,
    );
    assert.equal(factsOf(find(model, "a === 1 || b === 2"), false).length, 2);
  });

  it("list a function's early exits without those of inner functions", () => {
    const model = ts(`function f() { if (a) return; if (b) { log(); } else throw e; run(() => { if (c) return; }); }`);
    const exits = earlyExits(model.functions[0] as FunctionNode);
    assert.deepEqual(
      exits.map(exit => `${model.source(exit.test)} ${exit.exit} ${exit.when}`),
      ["a return true", "b throw false"],
    );
  });

  it("know the loops around", () => {
    const model = py(`for a in b:\n    while c:\n        work()\n`);
    assert.equal(loopsAround(find(model, "work()")).length, 2);
  });
});
