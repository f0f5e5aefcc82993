import assert from "node:assert/strict";
import { formulaOf } from "../../rules/semantics/expressions.ts";
import type { FileModel } from "../../rules/semantics/file-model.ts";
import { constant, constantOf } from "../../rules/semantics/symbolic.ts";
import { py, ts } from "./code.ts";

/** What the first function returns for these arguments; "none" when it is no formula. */
function call(model: FileModel, args: Record<string, number>): unknown {
  const formula = formulaOf(model.functions[0]!, model);
  if (!formula) return "none";
  return constantOf(formula, {
    parameters: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, constant(value)])),
  });
}

describe("formulas of functions", () => {
  it("are one returned expression", () =>
    assert.equal(call(ts(`const f = (n: number) => 100 * 2 ** n`), { n: 3 }), 800));
  it("follow constants of the body", () =>
    assert.equal(call(ts(`function f(n: number) { const base = 50; return base * n; }`), { n: 3 }), 150));
  it("take early returns", () => {
    const model = py(`def f(n):\n    if n > 3:\n        return 60\n    return 2 ** n\n`);
    assert.equal(call(model, { n: 2 }), 4);
    assert.equal(call(model, { n: 4 }), 60);
  });
  it("take a minimum", () =>
    assert.equal(
      call(py(`def f(n, cap=30):\n    delay = 2 ** n\n    return min(delay, cap)\n`), { n: 9, cap: 30 }),
      30,
    ));
  it("are none with a loop", () =>
    assert.equal(call(py(`def f(n):\n    for i in range(n):\n        n += i\n    return n\n`), { n: 1 }), "none"));
  it("are none without a value", () => assert.equal(call(ts(`function f(n) { save(n); }`), { n: 1 }), "none"));
  it("are none when the variable changes on the way", () =>
    assert.notEqual(
      call(py(`def f(n):\n    delay = 2 ** n\n    if n > 3:\n        delay = 60\n    return delay\n`), { n: 5 }),
      32,
    ));
});
