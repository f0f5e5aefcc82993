import assert from "node:assert/strict";
import type { Name } from "../../rules/ir/nodes.ts";
import type { FileModel } from "../../rules/semantics/file-model.ts";
import { find, py, ts } from "./code.ts";

function bindingOf(model: FileModel, name: string) {
  return model.bindingOf(find(model, name) as Name);
}

describe("bindings", () => {
  it("keep JavaScript's blocks apart", () => {
    const model = ts(`let x = 1; if (a) { let x = 2; } x`);
    assert.equal(bindingOf(model, "x")?.definitions.length, 1);
  });

  it("give Python one scope for a function", () => {
    const model = py(`def f():\n    if a:\n        x = 1\n    else:\n        x = 2\n    return x\n`);
    assert.equal(bindingOf(model, "x")?.definitions.length, 2);
  });

  it("count every way to define a name", () => {
    const model = ts(`let n = 0; n = 1; n += 2; n++; n`);
    const binding = bindingOf(model, "n");
    assert.deepEqual(
      binding?.definitions.map(one => one.compound ?? false),
      [false, false, true, true],
    );
  });

  it("list the uses in source order without targets and keys", () => {
    const model = ts(`const a = 1; f({ a: 2, b: a, a }); a.a = a; ({ a: c } = a);`);
    const binding = bindingOf(model, "a");
    assert.equal(binding?.references.length, 5);
    const starts = binding!.references.map(use => use.start);
    assert.deepEqual(
      starts,
      starts.toSorted((x, y) => x - y),
    );
  });

  it("see parameters with their defaults", () => {
    const model = ts(`function f(limit = 5) { return limit }`);
    const binding = bindingOf(model, "limit");
    assert.equal(binding?.kind, "parameter");
    assert.equal(binding?.definitions[0]?.fallback?.kind, "literal");
  });

  it("see defaults of a destructured name", () => {
    const model = ts(`function f(options) { const { retries = 3, delay: wait = 10 } = options; return wait }`);
    const definition = bindingOf(model, "wait")?.definitions[0];
    assert.deepEqual(definition?.steps, [".delay"]);
    assert.equal(definition?.fallback && model.source(definition.fallback), "10");
  });

  it("bind a global name of Python to the module", () => {
    const model = py(`count = 0\ndef f():\n    global count\n    count += 1\ncount\n`);
    const binding = bindingOf(model, "count");
    assert.equal(binding?.scope.kind, "module");
    assert.equal(binding?.definitions.length, 2);
  });

  it("bind a nonlocal name of Python to the function around", () => {
    const model = py(`def f():\n    n = 0\n    def g():\n        nonlocal n\n        n += 1\n    return n\n`);
    const binding = bindingOf(model, "n");
    assert.equal(binding?.scope.kind, "function");
    assert.equal(binding?.definitions.length, 2);
  });

  it("keep the variable of a comprehension inside", () => {
    const model = py(`x = 1\ny = [x for x in rows]\nx\n`);
    assert.equal(bindingOf(model, "x")?.definitions.length, 1);
  });

  it("bind the error of a handler", () => {
    const model = py(`try:\n    f()\nexcept ValueError as error:\n    error\n`);
    assert.equal(bindingOf(model, "error")?.definitions[0]?.node.kind, "handler");
  });

  it("hoist nothing out of a nested function", () => {
    const model = ts(`function f() { const secret = 1; } secret`);
    assert.equal(bindingOf(model, "secret"), undefined);
  });

  it("know functions, classes and types by kind", () => {
    const model = ts(`function f() {} class C {} type T = string; f; C;`);
    assert.equal(bindingOf(model, "f")?.kind, "function");
    assert.equal(bindingOf(model, "C")?.kind, "class");
  });

  it("assign to the variable of an outer block", () => {
    const model = ts(`let x; { x = 1; } x`);
    assert.equal(bindingOf(model, "x")?.definitions.length, 2);
  });

  it("tell a Python package's alias from the package itself", () => {
    const imported = (text: string) => bindingOf(py(`${text}\nredis\n`), "redis")?.definitions[0]?.imported?.module;
    assert.equal(imported("import redis.asyncio as redis"), "redis.asyncio");
    assert.equal(imported("import redis.asyncio"), "redis");
  });
});
