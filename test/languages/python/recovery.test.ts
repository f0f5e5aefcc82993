import assert from "node:assert/strict";

import type { Module, Node } from "../../../rules/ir/nodes.ts";
import { walk } from "../../../rules/ir/walk.ts";
import { parsePython } from "../../../rules/languages/python/parse.ts";
import { printIr } from "../print-ir.ts";
import { samples } from "./samples.ts";

describe("Python recovery", () => {
  /** `[what is typed, its IR]`, as a line of its own between two calls. */
  const TYPED: [string, string][] = [
    ["foo.", "(hole)"],
    ["x = foo(", "(= x (call foo **(hole)))"],
    ["x = foo(a, b=", "(= x (call foo a b=(hole) **(hole)))"],
    ["x = foo(a, b=1", "(= x (call foo a b=1 **(hole)))"],
    ["x = foo('abc", '(= x (call foo "abc" **(hole)))'],
    ["x = 'abc", "(= x (hole))"],
    ["self.x = 1 +", "(= (. self x) (hole))"],
    ["x = {", "(= x {...(hole)})"],
    ["x = [a,", "(= x [a *(hole)])"],
    ["return [x for x in", "(return (list x (for x (hole))))"],
    ["raise Error(", "(throw (call Error **(hole)))"],
    ["if x", "(if (hole) (do (hole)))"],
    ["if x:", "(if x (do (hole)))"],
    ["if f(x", "(if (call f x **(hole)) (do (hole)))"],
    ["while", "(while test:(hole) (do (hole)))"],
    ["for i in", "(for-each (hole) (hole) (do (hole)))"],
    ["with open(p) as", "(with (hole) (do (hole)))"],
    ["def new(self", "(fn new (self **(hole)) (hole))"],
    ["def new(self) ->", "(fn new (*(hole) **(hole)) (hole))"],
    ["async def new", "(async fn new (*(hole) **(hole)) (hole))"],
    ["class New(", "(class New (**(hole)) (hole))"],
    ["@app.task(", "(hole)"],
    ["x = 0x", "(= x (hole))"],
    ["import", "(hole)"],
    ["a b", "(hole)"],
    [")", "(hole)"],
    ["😀", "(hole)"],
  ];
  for (const [typed, ir] of TYPED) {
    it(`around ${typed}`, () => {
      const module = parsePython(`def f():\n    before()\n    ${typed}\n    after()\n`, "typed.py");
      assert.equal(printIr(module), `(export fn f () (call before) ${ir} (call after))`);
      assert.equal(module.problems.length > 0, true);
    });
  }

  /** `[text, its IR]`. */
  const DAMAGED: [string, string, ...string[]][] = [
    [
      "a keyword argument in a call over lines",
      "f(\n  a=1,\n  b=\n  c=3,\n)\ng()",
      "(call f a=1 **(hole) **(hole))",
      "(call g)",
    ],
    [
      "an argument in a decorator",
      "@task(\n  a b,\n  c=1,\n)\ndef f(): pass",
      "(@(call task **(hole) c=1) export fn f () (block))",
    ],
    ["an item in a dict over lines", "x = {\n  'a': 1,\n  'b' 2,\n  'c': 3,\n}", "(= x {a: 1, ...(hole), c: 3})"],
    ["a call in a list", "x = [\n  a(1),\n  b(2\n  c(3),\n]", "(= x [(call a 1) *(hole) (call c 3)])"],
    [
      "the header of a function with a body",
      "def f(a:\n  b()\n  return 1\nc()",
      "(export fn f (a:(call b) **(hole)) (return 1))",
      "(call c)",
    ],
    [
      "the header of an if with a body",
      "if a b:\n  c()\nelif d e:\n  f()\nelse\n  g()",
      "(if (hole) (do (call c)) (do (if (hole) (do (call f)) (do (call g)))))",
    ],
    [
      "an except",
      "try:\n  a()\nexcept B as:\n  c()\nd()",
      "(try (do (call a)) (catch (hole) (do (call c))))",
      "(call d)",
    ],
    ["a statement of no kind before a block", "foo bar:\n  a()\nb()", "(with (hole) (do (call a)))", "(call b)"],
    ["a decorator without its function", "@task(a=1)\nx = 1", "(hole)", "(= x 1)"],
    ["the line between a decorator and its function", "@task\nx = (\ndef f(): a()", "(@task export fn f () (call a))"],
    [
      "a triple quote",
      "a()\nx = '''\ndef f(): pass\n\ndef g():\n  '''Doc.'''\n  b()\n",
      "(call a)",
      "(= x (hole))",
      "(export fn f () (block))",
      '(export fn g () "Doc." (call b))',
    ],
    ["an indented line", "a()\n    b()\nc()", "(call a)", "(call c)"],
    ["a body that is missing", "def f():\ndef g():\n  a()", "(export fn f () (hole))", "(export fn g () (call a))"],
  ];
  for (const [title, text, ...ir] of DAMAGED) {
    it(`around ${title}`, () => assert.equal(printIr(parsePython(text, "damaged.py")), ir.join("\n")));
  }

  it("tells the place and the message of the parser", () => {
    const text = "a()\nx = 'é' y\nb()\n";
    const { problems } = parsePython(text, "problem.py");
    assert.equal(problems.length, 1);
    assert.equal(text.slice(problems[0]!.start, problems[0]!.end), "x = 'é' y");
    assert.ok(problems[0]!.message.length > 0);
  });

  const LINES = [
    "foo.",
    "x = foo(",
    "foo(a, b=",
    "if x",
    "def new(self",
    "with open(p) as",
    "x = 'abc",
    "return [x for x in",
  ];
  for (const [path, text] of Object.entries(samples)) {
    for (const typed of LINES) {
      it(`keeps every call and definition of ${path} around ${typed}`, () => {
        for (const [at, indent] of statementLines(text)) {
          const line = `${indent}${typed}\n`;
          const damaged = parsePython(text.slice(0, at) + line + text.slice(at), path);
          const missing = facts(parsePython(text, path), 0, at, at).filter(
            fact => !facts(damaged, line.length, at, at + line.length).includes(fact),
          );
          assert.deepEqual(missing, [], `typed at ${at}`);
        }
      });
    }
  }
});

/** Offsets of lines that begin a statement on their own, with their indentation. */
function statementLines(text: string): [number, string][] {
  const found = new Map<number, string>();
  walk(parsePython(text, "sample.py"), node => {
    const bodies = node.kind === "module" || node.kind === "function" ? node.body : [];
    for (const { start, kind } of bodies) {
      const line = text.lastIndexOf("\n", start - 1) + 1;
      if (kind !== "hole" && text.slice(line, start).trim() === "") found.set(line, text.slice(line, start));
    }
  });
  return [...found];
}

/** The calls and definitions outside the lines from `from` to `to`, with places as if those lines were not there. */
function facts(module: Module, shift: number, from: number, to: number): string[] {
  const found: string[] = [];
  walk(module, (node: Node) => {
    if (node.kind !== "call" && node.kind !== "function" && node.kind !== "class") return;
    const name = node.kind === "call" ? "" : node.name;
    if (node.start >= to) found.push(`${node.kind} ${name} ${node.start - shift}`);
    else if (node.start < from) found.push(`${node.kind} ${name} ${node.start}`);
  });
  return found;
}
