import assert from "node:assert/strict";

import type { Module, Node } from "../../../rules/ir/nodes.ts";
import { walk } from "../../../rules/ir/walk.ts";
import { parsePython } from "../../../rules/languages/python/parse.ts";

describe("Places in Python text", () => {
  it("argsStart is just after the parenthesis of the call", () => {
    const rows: [text: string, before: string][] = [
      ["f(a)", "f("],
      ["f  (a)", "f  ("],
      ["(f)(a)", "(f)("],
      ["((f) ) (a)", "((f) ) ("],
      ["(f # ) (\n)(a)", "(f # ) (\n)("],
      ["f \\\n (a)", "f \\\n ("],
      ["a.b[0](c)", "a.b[0]("],
      ["f(a)(b)", "f(a)("],
      ["@f(\n  a\n)\ndef g(): pass", "@f("],
      ["é.ü(a)", "é.ü("],
      ["f'{g(a)}'", "f'{g("],
    ];
    for (const [text, before] of rows) {
      const [call] = find(parsePython(text, "calls.py"), "call");
      assert.equal(text.slice(0, call!.argsStart), before);
    }
  });

  it("a lone generator lies between the parentheses of its call", () => {
    const text = "f( x for x in (y) )";
    const [call] = find(parsePython(text, "calls.py"), "call");
    assert.equal(slice(text, call!.args[0]!), "x for x in (y) ");
  });

  it("arguments are in source order and hold their names and stars", () => {
    const text = "f(a, *b, c = 1, *d, ** e)";
    const [call] = find(parsePython(text, "calls.py"), "call");
    assert.deepEqual(
      call!.args.map(argument => slice(text, argument)),
      ["a", "*b", "c = 1", "*d", "** e"],
    );
  });

  it("functions begin at their decorators and know name and body", () => {
    const text =
      "class A:\n  @ a.b(1)\n  # c\n  async  def  größe(self): # d\n    # e\n\n    return 1\n\n  def f(s): return 2\n";
    const [first, second] = find(parsePython(text, "functions.py"), "function");
    assert.equal(slice(text, first!), text.slice(text.indexOf("@"), text.indexOf("return 1") + 8));
    assert.equal(slice(text, first!.nameSpan!), "größe");
    assert.equal(slice(text, first!.bodySpan), "    return 1");
    assert.equal(slice(text, first!.decorators[0]!), "@ a.b(1)");
    assert.equal(slice(text, second!.bodySpan), "return 2");
  });

  it("the body of a function may begin with a decorator", () => {
    const text = "def f():\n  @a\n  def g(): pass\n";
    assert.equal(slice(text, find(parsePython(text, "f.py"), "function")[0]!.bodySpan), "  @a\n  def g(): pass");
  });

  it("parameters hold stars, annotations and parenthesised defaults", () => {
    const text = "def f(a: int = (1), /, *  b: str, c=((2)), **k): pass";
    const [f] = find(parsePython(text, "f.py"), "function");
    assert.deepEqual(
      f!.params.map(parameter => slice(text, parameter)),
      ["a: int = (1)", "*  b: str", "c=((2))", "**k"],
    );
  });

  it("operands of a chain hold their parentheses", () => {
    const text = "a and (b) and ((c)) and d; (a) < (b) < (c)";
    assert.deepEqual(
      find(parsePython(text, "chain.py"), "binary").map(binary => slice(text, binary)),
      ["a and (b) and ((c)) and d", "a and (b) and ((c))", "a and (b)", "(a) < (b) < (c)", "(a) < (b)", "(b) < (c)"],
    );
  });

  it("properties, handlers, loops, cases and imports", () => {
    const text = [
      "{'a': (1), ** b}",
      "try: a",
      "except (B) as  größe: c",
      "for x in (y):",
      "  pass",
      "match a:",
      "  case 1 if b: c",
      "from . .a . b import c as d, e",
      "import x.y as z, w",
    ].join("\n");
    const module = parsePython(text, "other.py");
    assert.deepEqual(texts(text, find(module, "property")), ["'a': (1)", "** b"]);
    assert.equal(slice(text, find(module, "handler")[0]!.name!), "größe");
    assert.equal(slice(text, find(module, "loop")[0]!.headSpan), "for x in (y)");
    assert.equal(slice(text, find(module, "switch")[0]!.cases[0]!.span), "case 1 if b: c");
    const imports = find(module, "import");
    assert.deepEqual(
      imports.map(one => slice(text, one.moduleSpan)),
      [". .a . b", "x.y", "w"],
    );
    assert.deepEqual(texts(text, imports), ["from . .a . b import c as d, e", "import x.y as z", "w"]);
    assert.deepEqual(texts(text, find(module, "imported-name")), ["c as d", "e", "x.y as z", "w"]);
  });

  for (const [name, newline] of [
    ["line feeds", "\n"],
    ["carriage returns and line feeds", "\r\n"],
    ["carriage returns", "\r"],
  ] as const) {
    it(`names are where they stand: ${name}, tabs, a form feed, a byte order mark, characters outside ASCII`, () => {
      const lines = [
        "\ufeff# é",
        "if a:",
        "\tb = '😀', größe",
        "\f",
        "ñ(c, 'é', d) # ü",
        'f"{ü}é{e!r:>{g}}" "😀" f"{h}"',
      ];
      const text = lines.join(newline);
      const module = parsePython(text, "names.py");
      assert.deepEqual(module.problems, []);
      const names = find(module, "name");
      assert.deepEqual(texts(text, names), ["a", "b", "größe", "ñ", "c", "d", "ü", "e", "g", "h"]);
      assert.deepEqual(
        names.map(({ name: own }) => own),
        texts(text, names),
      );
      assert.deepEqual(texts(text, module.comments), ["# é", "# ü"]);
    });
  }

  it("comments are those outside strings", () => {
    const text = [
      "#!/usr/bin/env python",
      "a = '#' # b",
      '"""',
      "# no",
      '""" # c',
      "x = f'{a} # no {b}' # d",
      'y = f"""{',
      "  a # e }",
      "  + '#' }",
      "# no {{ # no",
      '{b:#x}""" # f',
      "z = rf'\\{a}#', b'#', f\"{d['#']}\", f'{x!r:>{'#'}}' # g",
      "w = 'it\\'s #' # h",
      "('a", // An unclosed string ends with its line.
      "#",
    ].join("\n");
    assert.deepEqual(
      parsePython(text, "comments.py").comments.map(comment => comment.text.trim()),
      ["!/usr/bin/env python", "b", "c", "d", "e }", "f", "g", "h", ""],
    );
  });

  it("a new import goes after docstring, future imports, #! and encoding lines", () => {
    const rows: [text: string, prologue: string][] = [
      ["", ""],
      ["x = 1\n", ""],
      ["\ufeffx = 1\n", "\ufeff"],
      ["'''a\nb'''\nx = 1", "'''a\nb'''\n"],
      ["'a'", "'a'"],
      ["# a\n'b' # c\nfrom __future__ import d\nimport e", "# a\n'b' # c\nfrom __future__ import d\n"],
      ["#!/bin/python\n# -*- coding: utf-8 -*-\n# a\nx = 1", "#!/bin/python\n# -*- coding: utf-8 -*-\n"],
      ["# vim: set fileencoding=utf-8 :\r\nx", "# vim: set fileencoding=utf-8 :\r\n"],
      ["# a\nx = 1", ""],
      ["b'a'\nx", ""],
      ["f'a'\nx", ""],
    ];
    for (const [text, prologue] of rows) {
      assert.equal(text.slice(0, parsePython(text, "prologue.py").prologueEnd), prologue, JSON.stringify(text));
    }
  });
});

type OfKind<K extends Node["kind"]> = Extract<Node, { kind: K }>;

function find<K extends Node["kind"]>(module: Module, kind: K): OfKind<K>[] {
  const found: OfKind<K>[] = [];
  walk(module, node => {
    if (node.kind === kind) found.push(node as OfKind<K>);
  });
  return found;
}

function slice(text: string, { start, end }: { start: number; end: number }): string {
  return text.slice(start, end);
}

function texts(text: string, spans: readonly { start: number; end: number }[]): string[] {
  return spans.map(span => slice(text, span));
}
