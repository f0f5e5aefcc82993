import assert from "node:assert/strict";

import { parsePython } from "../../../rules/languages/python/parse.ts";
import { printIr } from "../print-ir.ts";

/** `[source, its IR]`; several statements give several lines. */
type Rows = [source: string, ...ir: string[]][];

function check(title: string, rows: Rows): void {
  describe(title, () => {
    for (const [text, ...ir] of rows) {
      it(text, () => {
        const module = parsePython(text, "sample.py");
        assert.equal(printIr(module), ir.join("\n"));
        assert.deepEqual(module.problems, []);
      });
    }
  });
}

describe("Python to IR", () => {
  check("literals", [
    ["1_000; 0xff; .5; 1.; 2**0", "1000", "255", "0.5", "1", "(** 2 0)"],
    ["123456789012345678901234567890", "1.2345678901234568e+29"],
    [`'a'; "b\\n"; r"\\n"; u'c'`, '"a"', '"b\\n"', '"\\\\n"', '"c"'],
    [`b'a'; rb"b"`, '(bytes "a")', '(bytes "b")'],
    ["'a' \"b\" 'c'", '"abc"'],
    ["x = True, False, None", "(= x (tuple true false null))"],
    ["...; 1j", "(hole)", "(hole)"],
    ['"..."', '"..."'],
  ]);

  check("f-strings", [
    ['f"a{b}c{d}"', '(template "a" b "c" d "")'],
    ['f"{a!r}{b:>10}{c:{width}}"', '(template "" a "" b "" c "" width "")'],
    ['"x" f"{a}" "y"', '(template "x" a "y")'],
    ["f\"{a['k']}{{}}\"", '(template "" (at a "k") "{}")'],
    ['f"{f"{1}"}"', '(template "" (template "" 1 "") "")'],
    ['t"{a}"', "(hole a)"],
  ]);

  check("displays", [
    ["[a, *b]; (a, b); {a, b}; (); (a,)", "[a *b]", "(tuple a b)", "(set a b)", "(tuple)", "(tuple a)"],
    ["x = {'a': 1, 2: 3, k: 4, **m}", "(= x {a: 1, 2: 3, [k]: 4, ...m})"],
    ["x = {None: 1, b'a': 2}", '(= x {[null]: 1, [(bytes "a")]: 2})'],
    ["[x for x in y if a if b for z in x]", "(list x (for x y if:a if:b) (for z x))"],
    ["{k: v for k, v in y}", "(dict k: v (for (list-pattern k v) y))"],
    ["{x for x in y}; (x for x in y)", "(set x (for x y))", "(generator x (for x y))"],
    ["f(x async for x in y)", "(call f (generator x (for x y)))"],
  ]);

  check("operators", [
    ["a is b; a is not b; a == b; a != b", "(== a b)", "(!= a b)", "(== a b)", "(!= a b)"],
    ["a in b; a not in b", "(in a b)", "(not in a b)"],
    ["a and b and c or d", "(or (and (and a b) c) d)"],
    ["a < b <= c", "(and (< a b) (<= b c))"],
    ["a < f() < c < 3", "(and (and (< a (call f)) (< (hole) c)) (< c 3))"],
    ["not a; -1; ~b; +c", "(not a)", "(- 1)", "(~ b)", "(+ c)"],
    ["a // b @ c ** -d", "(@ (// a b) (** c (- d)))"],
    ["a if b else c", "(? b a c)"],
    ["await a + b", "(+ (await a) b)"],
    [
      "a[1]; a[1:]; a[:2]; a[::3]; a[1, 2]",
      "(at a 1)",
      "(at a (slice 1 (hole)))",
      "(at a (slice (hole) 2))",
      "(at a (slice (hole) (hole) 3))",
      "(at a (tuple 1 2))",
    ],
  ]);

  check("calls", [
    ["f(a, b=1, *c, **d)", "(call f a b=1 *c **d)"],
    ["f(*a, b, c=1, *d)", "(call f *a b c=1 *d)"],
    ["a.b(c)[0].d()", "(call (. (at (call (. a b) c) 0) d))"],
    ["(yield)", "(yield)"],
    ["lambda x, *a, y=1, **k: x + y", "(fn (x *a y=1 **k) => (return (+ x y)))"],
  ]);

  check("assignment", [
    ["a = b = c", "(= a b c)"],
    ["a.b = a[0] = c", "(= (. a b) (at a 0) c)"],
    ["a, *b = [c, (d, e)] = f", "(= (list-pattern a ...b) (list-pattern c (list-pattern d e)) f)"],
    ["a += 1; a //= 2; a @= b", "(+= a 1)", "(//= a 2)", "(@= a b)"],
    ["(a := b)", "(= a b)"],
    ["a: int = 1; a: int", "(let a:int 1)", "(let a:int)"],
    ["self.a: int = 1", "(= (. self a) :int 1)"],
    ["self.a: int", "(let (. self a):int)"],
    ["del a, b.c", "(delete a)", "(delete (. b c))"],
    ["type X[T] = list[T]", "(type X (at list T))"],
  ]);

  check("functions", [
    [
      "def f(a, /, b: int = 1, *c: str, d, e=2, **k) -> int: pass",
      "(export fn f (a b:int=1 *c:str d e=2 **k) ->int (block))",
    ],
    ["async def f():\n  yield 1\n  yield from a", "(export async fn* f () (yield 1) (yield* a))"],
    ["def f():\n  def g(): yield", "(export fn f () (fn* g () (yield)))"],
    ["@a\n@b.c(1)\ndef f(): return", "(@a @(call (. b c) 1) export fn f () (return))"],
    ["def f():\n  global a, b\n  nonlocal c", "(export fn f () (global a b) (nonlocal c))"],
    ["if a:\n  def f(): pass", "(if a (do (export fn f () (block))))"],
  ]);

  check("classes", [
    ["class A(B, *c, metaclass=M, **k): x = 1", "(export class A (B *c metaclass=M **k) (= x 1))"],
    [
      "class A:\n  def __init__(self): pass\n  def m(self): pass",
      "(export class A () (fn constructor: __init__ (self) (block)) (fn method: m (self) (block)))",
    ],
    [
      "class A:\n  @staticmethod\n  def s(): pass\n  @classmethod\n  def c(cls): pass",
      "(export class A () (@staticmethod fn static: s () (block)) (@classmethod fn classmethod: c (cls) (block)))",
    ],
    [
      "class A:\n  @property\n  def p(self): pass\n  @p.setter\n  def p(self, v): pass",
      "(export class A () (@property fn getter: p (self) (block)) (@(. p setter) fn setter: p (self v) (block)))",
    ],
    [
      "class A:\n  def m(self):\n    def inner(): pass\n    class L: pass",
      "(export class A () (fn method: m (self) (fn inner () (block)) (class L () (block))))",
    ],
    ["class A:\n  class B: pass", "(export class A () (class B () (block)))"],
  ]);

  check("flow", [
    ["if a: b\nelif c: d\nelse: e", "(if a (do b) (do (if c (do d) (do e))))"],
    ["while a: break\nelse: b", "(while test:a (do (break)) (else b))"],
    ["for a, b in c: continue\nelse: d", "(for-each (list-pattern a b) c (do (continue)) (else d))"],
    ["async for a in b: pass", "(async for-each a b (do (block)))"],
    ["with a as b, c: d", "(with a as:b c (do d))"],
    ["async with a as (b, c): d", "(async with a as:(list-pattern b c) (do d))"],
    [
      "try: a\nexcept B: c\nexcept (D, E) as e: f\nexcept: g\nelse: h\nfinally: i",
      "(try (do a) (catch B (do c)) (catch D E as:e (do f)) (catch (do g)) (else h) (finally i))",
    ],
    ["try: a\nexcept* B as e: c", "(try (do a) (catch B as:e (do c)))"],
    ["try: a\nexcept A, B: c", "(try (do a) (catch A B (do c)))"],
    ["raise; raise A; raise A from b", "(throw)", "(throw A)", "(throw A from:b)"],
    [
      "assert a; assert b, 'c'",
      "(if (not a) (do (throw (call AssertionError))))",
      '(if (not b) (do (throw (call AssertionError "c"))))',
    ],
    ["return_ = 1\npass", "(= return_ 1)", "(block)"],
  ]);

  check("match", [
    [
      "match a:\n  case 1 | 'b': c\n  case x.y: d\n  case None: e\n  case _: f",
      '(switch a (case 1 "b" (do c)) (case (. x y) (do d)) (case null (do e)) (default (do f)))',
    ],
    ["match a:\n  case x: y", "(switch a (default (do (= x (hole)) y)))"],
    [
      "match a:\n  case 1 if b: c\n  case x if d: e",
      "(switch a (case (hole 1 b) (do c)) (case (hole d) (do (= x (hole)) e)))",
    ],
    [
      "match a:\n  case A(1, k=b): c\n  case {'k': v, **r}: d\n  case [x, *y]: e",
      '(switch a (case (hole A 1) (do (= b (hole)) c)) (case (hole "k") (do (= v (hole)) (= r (hole)) d)) ' +
        "(case (hole (hole)) (do (= x (hole)) (= y (hole)) e)))",
    ],
    ["match a:\n  case (1 | 2) as n: b", "(switch a (case 1 2 (do (= n (hole)) b)))"],
  ]);

  check("imports", [
    ["import a.b as c, d.e, f", '(import "a.b" (* as c))', '(import "d.e" (* as d))', '(import "f" (* as f))'],
    ["from a.b import c, d as e", '(import "a.b" (c) (d as e))'],
    [
      "from ..a import b; from . import c; from m import *",
      '(import "..a" (b))',
      '(import "." (c))',
      '(import "m" (* as -))',
    ],
    [
      "if TYPE_CHECKING:\n  from a import b\nelse:\n  import c",
      '(if TYPE_CHECKING (do (import type "a" (b))) (do (import "c" (* as c))))',
    ],
    ["if typing.TYPE_CHECKING: import a", '(if (. typing TYPE_CHECKING) (do (import type "a" (* as a))))'],
    ["def f(): import a", '(export fn f () (import dynamic "a" (* as a)))'],
  ]);
});
