import assert from "node:assert/strict";

import type { Node } from "../../../rules/ir/nodes.ts";
import { walk } from "../../../rules/ir/walk.ts";
import { parseTypeScript } from "../../../rules/languages/typescript/parse.ts";

/** The text of all nodes of one kind, in source order. */
function texts(kind: Node["kind"], text: string, path = "a.ts"): string[] {
  const found: string[] = [];
  walk(parseTypeScript(text, path), node => {
    if (node.kind === kind) found.push(text.slice(node.start, node.end));
  });
  return found;
}

/** The first node of a kind. */
function first<K extends Node["kind"]>(kind: K, text: string, path = "a.ts"): Extract<Node, { kind: K }> {
  let found: Node | undefined;
  walk(parseTypeScript(text, path), node => {
    if (node.kind === kind) found ??= node;
  });
  assert.ok(found, `no ${kind}`);
  return found as Extract<Node, { kind: K }>;
}

const cut = (text: string, { start, end }: { start: number; end: number }) => text.slice(start, end);

describe("TypeScript positions", () => {
  it("leaves comments and spaces before a node out of it", () => {
    const text = "/* a */ // b\n\n  f( /* c */ x /* d */ , y ) // e";
    assert.deepEqual(texts("call", text), ["f( /* c */ x /* d */ , y )"]);
    assert.deepEqual(texts("argument", text), ["x", "y"]);
  });

  it("counts a byte order mark and characters beyond the basic plane in UTF-16 units", () => {
    const text = "\ufeffconst a = '🙂'; /* 🙂 */ f(b)";
    assert.deepEqual(texts("call", text), ["f(b)"]);
    assert.deepEqual(texts("declare", text), ["a = '🙂'"]);
  });

  it("starts a chain at its leftmost token, parentheses included", () => {
    assert.deepEqual(texts("member", "(await a).b.c"), ["(await a).b.c", "(await a).b"]);
    assert.deepEqual(texts("await", "(await a).b.c"), ["await a"]);
    assert.deepEqual(texts("binary", "(a + b) * c"), ["(a + b) * c", "a + b"]);
  });

  it("knows member names and the place after the opening parenthesis", () => {
    const text = "client /* x */ . from <T> ( /* y */ a)";
    assert.equal(cut(text, first("member", text).nameSpan), "from");
    assert.equal(text.slice(0, first("call", text).argsStart), "client /* x */ . from <T> (");
    assert.equal(first("call", "new A").argsStart, 5);
    assert.equal(first("call", "<A b={c}/>", "a.tsx").argsStart, 10);
  });

  it("knows names and bodies of functions and classes", () => {
    const text = "export async function f(a) { b() }";
    assert.equal(cut(text, first("function", text)), text);
    assert.equal(cut(text, first("function", text).nameSpan!), "f");
    assert.equal(cut(text, first("function", text).bodySpan), "{ b() }");
    assert.equal(cut("x = a => (b)", first("function", "x = a => (b)").bodySpan), "(b)");
    assert.equal(cut("@a class A {}", first("class", "@a class A {}").nameSpan!), "A");
  });

  it("gives a declarator's own range and its whole statement", () => {
    const text = "f(); export const a = 1, b = 2; g()";
    const declare = first("declare", text);
    assert.equal(cut(text, declare), "a = 1");
    assert.equal(cut(text, declare.statement), "export const a = 1, b = 2;");
  });

  it("gives the head of a loop", () => {
    const head = (text: string) => cut(text, first("loop", text).headSpan);
    assert.equal(head("for (let i = 0; i < n; i++) { a() }"), "for (let i = 0; i < n; i++)");
    assert.equal(head("for (const a of b) c()"), "for (const a of b)");
    assert.equal(head("while (true) {}"), "while (true)");
    assert.equal(head("do { a() } while (b)"), "do");
  });

  it("gives the ranges of modules and of exported names", () => {
    const text = "import { a as b } from 'm'; export { c as d }";
    assert.equal(cut(text, first("import", text).moduleSpan), "'m'");
    assert.deepEqual(texts("imported-name", text), ["a as b"]);
    assert.equal(cut(text, first("export", text).names[0]!.span), "c as d");
    assert.equal(cut("const a = require('m');", first("import", "const a = require('m');")), "const a = require('m');");
  });

  it("finds the end of the prologue", () => {
    const end = (text: string) => parseTypeScript(text, "a.js").prologueEnd;
    assert.equal(end("a()"), 0);
    assert.equal(end("'use client';\n\"use strict\"\na()"), 26);
    assert.equal(end("#!/usr/bin/env node\na()"), 19);
    assert.equal(end("#!/usr/bin/env node\n'use strict';"), 33);
    assert.equal(end("\ufeffa()"), 1);
    assert.equal(end("`use strict`"), 0);
  });
});

describe("TypeScript comments", () => {
  const comments = (text: string, path = "a.ts") => parseTypeScript(text, path).comments.map(one => one.text);

  it("are found wherever trivia can stand", () => {
    const text = "//a\nf(/*b*/x/*c*/,//d\n)/*e*/;{/*f*/}\nclass A {\n/**g*/\nm(/*h*/) {//i\n}}\n//j";
    assert.deepEqual(comments(text), ["a", "b", "c", "d", "e", "f", "*g", "h", "i", "j"]);
    assert.deepEqual(comments("type A = /*a*/ { b: /*c*/ (d: /*e*/ string) => /*f*/ void }"), ["a", "c", "e", "f"]);
    assert.deepEqual(comments("x = `${/*a*/ b /*c*/}`"), ["a", "c"]);
    assert.deepEqual(comments("x = <A /*a*/ b={/*c*/ d}>{/*e*/}</A>", "a.tsx"), ["a", "c", "e"]);
  });

  it("are not seen in strings, templates, regular expressions, JSX text and the shebang", () => {
    assert.deepEqual(comments("x = 'http://a' + \"/* b */\" + `//c ${d} /*e*/`; import '//f'"), []);
    assert.deepEqual(comments("x = /[/*]\\/\\//; y = a / b / c; type T = '//' | `//${U}//`"), []);
    assert.deepEqual(comments("x = <a href='//b'>http://c /* d */</a>", "a.tsx"), []);
    assert.deepEqual(comments("#!/usr/bin/env //a\n//b"), ["b"]);
  });

  it("carry their range, their kind and their text without markers", () => {
    assert.deepEqual(parseTypeScript("a /* b */ // c \r\n", "a.ts").comments, [
      { start: 2, end: 9, text: " b ", block: true },
      { start: 10, end: 15, text: " c ", block: false },
    ]);
    assert.deepEqual(parseTypeScript("/* open", "a.ts").comments, [{ start: 0, end: 7, text: " open", block: true }]);
    assert.deepEqual(comments("/**/ /*/ */"), ["", "/ "]);
  });
});

describe("TypeScript file names", () => {
  const problems = (text: string, path: string) => parseTypeScript(text, path).problems.length;

  it("decide on JSX and type assertions", () => {
    for (const path of ["a.tsx", "a.jsx", "a.js", "a.mjs", "a.cjs", "A.TSX"])
      assert.equal(problems("x = <a>b</a>", path), 0);
    for (const path of ["a.ts", "a.mts", "a.cts", "a"]) assert.equal(problems("x = <a>b", path), 0);
  });

  it("decide on declaration files", () => {
    assert.equal(problems("export const a: string;", "a.d.ts"), 0);
  });
});
