import assert from "node:assert/strict";

import type { Module, Node } from "../../../rules/ir/nodes.ts";
import { childrenOf, walk } from "../../../rules/ir/walk.ts";
import { parseTypeScript } from "../../../rules/languages/typescript/parse.ts";
import { printIr } from "../print-ir.ts";
import { samples } from "./samples.ts";

describe("TypeScript front end on broken and extreme text", () => {
  for (const [path, text] of Object.entries(samples)) {
    it(`reads ${path} whole without a problem`, () => {
      const module = parseTypeScript(text, path);
      assert.deepEqual(module.problems, []);
      assertNested(module, text);
    });

    it(`reads every prefix of ${path}`, function () {
      this.timeout(60_000);
      for (let end = 0; end < text.length; end++)
        assertNested(parseTypeScript(text.slice(0, end), path), text.slice(0, end));
    });

    it(`reads ${path} without any one of its words`, function () {
      this.timeout(60_000);
      for (const { index, 0: word } of text.matchAll(/\w+|[^\w\s]/g)) {
        const damaged = text.slice(0, index) + text.slice(index + word.length);
        assertNested(parseTypeScript(damaged, path), damaged);
      }
    });
  }

  it("keeps the calls around a member that is being typed", () => {
    const text = "before(); const x = client.\nafter();\nfunction f() { inner(); other. }\nlast()";
    assert.deepEqual(calls(text).sort(), ["before", "client.after", "inner", "last"]);
    assert.match(print("a(b.)"), /^\(call a \(hole b\)\)$/);
  });

  it("keeps the calls around an open call, string, bracket and template", () => {
    assert.deepEqual(calls("before(); open(inner(1), "), ["before", "open", "inner"]);
    assert.deepEqual(calls("before(); open('text\nafter()"), ["before", "open", "after"]);
    assert.deepEqual(calls("before(); if (a) { inner(); \nfunction g() { deep() "), ["before", "inner", "deep"]);
    assert.deepEqual(calls("before(); x = `a${inner()} "), ["before", "inner"]);
    assert.deepEqual(calls("before(); x = { a: one(), b: , c: two() }; after()"), ["before", "one", "two", "after"]);
    assert.deepEqual(calls("@dec({ a: one() })"), ["dec", "one"]);
    assert.deepEqual(calls("import { a } from make()"), ["make"]);
  });

  it("gives holes for what is not there", () => {
    assert.equal(print("x = "), "(= x (hole))");
    assert.equal(print("f(...)"), "(call f *(hole))");
    assert.equal(print("const { a: } = b"), "(const (object-pattern a:(hole)) b)");
    assert.equal(print("new "), "(new (hole))");
    assert.equal(print("a + "), "(+ a (hole))");
    assert.equal(print("x = { a = f() }"), "(= x {(hole a (call f))})");
    assert.equal(print("1 = f()"), "(= (hole 1) (call f))");
  });

  it("records what the parser says", () => {
    const [problem] = parseTypeScript("let a = ;", "a.ts").problems;
    assert.deepEqual(problem, { start: 8, end: 9, message: "Expression expected." });
  });

  it("follows long chains without recursion, and a side by side without end", () => {
    const operands = Array.from({ length: 1000 }, (_, at) => `a${at}`);
    for (const text of [operands.join(" + "), `type A = ${operands.join(" | ")}`]) {
      const module = parseTypeScript(text, "a.ts");
      assert.deepEqual(module.problems, []);
      assert.deepEqual(names(module), operands);
    }
    const elements = Array.from({ length: 20_000 }, (_, at) => `a${at}`);
    assert.equal(countNodes(parseTypeScript(elements.join(", "), "a.ts")), 20_003);
  });

  it("gives a hole for what begins a chain that is longer than any reader may be deep", () => {
    const operands = Array.from({ length: 20_000 }, (_, at) => `a${at}`);
    for (const [before, operator] of [
      ["", " + "],
      ["type A = ", " | "],
    ] as const) {
      const text = before + operands.join(operator);
      const module = parseTypeScript(text, "a.ts");
      assertNested(module, text);
      const [problem, ...others] = module.problems;
      assert.equal(problem?.message, "Nesting is too deep.");
      assert.deepEqual(others, []);
      const read = names(module);
      assert.ok(read.length > 990, `only ${read.length} read`);
      assert.deepEqual(read, operands.slice(-read.length));
      assert.equal(text.slice(problem.end), operator + read.join(operator));
    }
  });

  it("gives up on heads of asynchronous functions of which none is closed", () => {
    for (const head of ["later = async ({\n", "async <T>(a = ", "async (a => ", "f(async ("]) {
      const text = `before();\n${head.repeat(100)}`;
      assert.deepEqual(parseTypeScript(text, "a.ts").problems, [
        { start: 0, end: text.length, message: "Nesting is too deep." },
      ]);
    }
    const closed = `${"f(async ({ a }) => { ".repeat(30)}last();${" });".repeat(30)} // async (`;
    const module = parseTypeScript(closed, "a.ts");
    assert.deepEqual(module.problems, []);
    assert.equal(names(module).filter(name => name === "f").length, 30);
  });

  it("gives a hole where text is nested too deeply", () => {
    const parentheses = parseTypeScript(`${"(".repeat(5000)}a${")".repeat(5000)}`, "a.ts");
    assert.equal(printIr(parentheses), "(hole)");
    assert.deepEqual(parentheses.problems, [{ start: 0, end: 10_001, message: "Nesting is too deep." }]);
    const chain = parseTypeScript(`before(); a${".b(1)".repeat(5000)}; after()`, "a.ts");
    assert.equal(chain.body.length, 3);
    assert.equal(chain.problems[0]?.message, "Nesting is too deep.");
    for (const deep of [
      "[",
      "{",
      "!",
      "x = ",
      "a ? b : ",
      "if (a) b(); else ",
      "() => ",
      "`${",
      "<a>",
      "a: ",
      "class A { a = ",
    ]) {
      const text = deep.repeat(3000);
      assertNested(parseTypeScript(text, "a.tsx"), text);
    }
  });
});

function print(text: string): string {
  return printIr(parseTypeScript(text, "a.ts"));
}

/** The callees of all calls that are not below a hole, as they stand in the text. */
function calls(text: string): string[] {
  const found: string[] = [];
  walk(parseTypeScript(text, "a.ts"), node => {
    if (node.kind === "call") found.push(text.slice(node.callee.start, node.callee.end).replace(/\s/g, ""));
  });
  return found;
}

function names(module: Module): string[] {
  const found: string[] = [];
  walk(module, node => {
    if (node.kind === "name") found.push(node.name);
  });
  return found;
}

function countNodes(module: Module): number {
  let count = 0;
  walk(module, () => void count++);
  return count;
}

/** Spans lie within the text and within the parent's; parents are linked; comments and problems lie in the text. */
function assertNested(module: Module, text: string): void {
  assert.equal(module.start, 0);
  assert.equal(module.end, text.length);
  walk(module, node => {
    if (node.start > node.end) assert.fail(`${node.kind} ends before it starts in ${JSON.stringify(text)}`);
    for (const child of childrenOf(node)) {
      if (child.start < node.start || child.end > node.end || child.parent !== node) fail(node, child, text);
    }
  });
  for (const { start, end } of [...module.comments, ...module.problems]) {
    if (!(0 <= start && start <= end && end <= text.length)) assert.fail(`${start}–${end} in ${JSON.stringify(text)}`);
  }
}

function fail(node: Node, child: Node, text: string): never {
  const place = (one: Node) => `${one.kind} ${one.start}–${one.end}`;
  assert.fail(`${place(child)} is not within its parent ${place(node)} in ${JSON.stringify(text)}`);
}
