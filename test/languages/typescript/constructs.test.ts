import assert from "node:assert/strict";

import { parseTypeScript } from "../../../rules/languages/typescript/parse.ts";
import { printIr } from "../print-ir.ts";

/** `[source, its IR]`; several statements give several lines. */
type Rows = [source: string, ...ir: string[]][];

function check(title: string, rows: Rows, path = "sample.ts"): void {
  describe(title, () => {
    for (const [text, ...ir] of rows) {
      it(text, () => {
        const module = parseTypeScript(text, path);
        assert.equal(printIr(module), ir.join("\n"));
        assert.deepEqual(module.problems, []);
      });
    }
  });
}

describe("TypeScript to IR", () => {
  check("literals", [
    ["1_000; 0xff; .5; 10n", "1000", "255", "0.5", "10"],
    [`'a'; "b\\n"; \`c\``, '"a"', '"b\\n"', '"c"'],
    ["x = true; x = false; x = null; x = undefined", "(= x true)", "(= x false)", "(= x null)", "(= x undefined)"],
    ["x = /a\\/b/gi", '(= x (regexp "/a\\\\/b/gi"))'],
    ["x = `a${b}c${d}`", '(= x (template "a" b "c" d ""))'],
    ["sql`select ${id}`; css`x`", '(template tag:sql "select " id "")', '(template tag:css "x")'],
    ["x = [1, , ...y]", "(= x [1 (hole) *y])"],
  ]);

  check("objects", [
    ["x = { a: 1, b, ...c }", "(= x {a: 1, b, ...c})"],
    ["x = { 'a-b': 1, 2: 3, [k]: 4, ['l']: 5 }", "(= x {a-b: 1, 2: 3, [k]: 4, l: 5})"],
    ["x = { m() {}, async *n() {} }", "(= x {m: (fn method: m ()), n: (async fn* method: n ())})"],
    ["x = { get a() { return 1 }, set a(v) {} }", "(= x {a: (fn getter: a () (return 1)), a: (fn setter: a (v))})"],
    ["x = { [f()]() {} }", "(= x {[(call f)]: (fn method: ())})"],
  ]);

  check("operators", [
    ["a === b; a == b; a !== b; a != b", "(== a b)", "(== a b)", "(!= a b)", "(!= a b)"],
    ["(a && b) || c", "(or (and a b) c)"],
    ["a ?? b", "(?? a b)"],
    ["a + b * c ** d % e", "(+ a (% (* b (** c d)) e))"],
    ["a >>> b << c >> d & e | f ^ g", "(| (& (>> (<< (>>> a b) c) d) e) (^ f g))"],
    ["a in b; a instanceof C; a < b; a <= b", "(in a b)", "(instanceof a C)", "(< a b)", "(<= a b)"],
    ["!a; -1; +b; ~c", "(not a)", "(- 1)", "(+ b)", "(~ c)"],
    ["typeof a; void 0; delete a.b", "(typeof a)", "(void 0)", "(delete (. a b))"],
    ["a ? b : c", "(? a b c)"],
    ["a, b, c()", "(hole a b (call c))"],
  ]);

  check("assignment", [
    ["a = b; a.b = c; a[0] = d", "(= a b)", "(= (. a b) c)", "(= (at a 0) d)"],
    ["a += 1; a **= 2; a >>>= 3", "(+= a 1)", "(**= a 2)", "(>>>= a 3)"],
    ["a ||= b; a &&= b; a ??= b", "(or= a b)", "(and= a b)", "(??= a b)"],
    ["a++; --b.c", "(+= a 1)", "(-= (. b c) 1)"],
    ["[a, , b = 1, ...c] = d", "(= (list-pattern a _ b=1 ...c) d)"],
    ["({ a, b: c.d, e = 1, f: g = 2, ...h } = i)", "(= (object-pattern a b:(. c d) e=1 f:g=2 ...h) i)"],
    ["(a as any) = b; a! = c", "(= a b)", "(= a c)"],
  ]);

  check("members and calls", [
    ["a.b.c; a?.b; a[b]; a?.[b]; this.#x", "(. (. a b) c)", "(?. a b)", "(at a b)", "(at a b)", "(. this #x)"],
    ["f(1, ...xs); a.b()", "(call f 1 *xs)", "(call (. a b))"],
    ["f?.(); a?.b(c)", "(call? f)", "(call (?. a b) c)"],
    ["new A; new B.C(1)", "(new A)", "(new (. B C) 1)"],
    ["f<A, B[]>(x); new Map<string, number>()", "(call f <A (at Array (tuple B))> x)", "(new Map <string number>)"],
    ["import('m'); import.meta.env", '(call import "m")', "(. (. import meta) env)"],
    ["super.a(); function F() { new.target }", "(call (. super a))", "(fn F () (. new target))"],
    ["const f = make<string>", "(const f (at make (tuple string)))"],
  ]);

  check("what leaves no trace", [
    ["(a); ((a as B).c)!; a satisfies B; <T>b; x as const", "a", "(. a c)", "a", "b", "x"],
    ["export {}; await (f() as Promise<A>)", "(export)", "(await (call f))"],
    ["; debugger;", ""],
  ]);

  check("functions", [
    ["function f(a, b = 1, ...c) { return a }", "(fn f (a b=1 *c) (return a))"],
    ["async function* f() { yield; yield* g(); await h }", "(async fn* f () (yield) (yield* (call g)) (await h))"],
    ["x = async (a) => a; y = () => { b() }", "(= x (async fn (a) => (return a)))", "(= y (fn () (call b)))"],
    ["x = a => ({ b: 1 })", "(= x (fn (a) => (return {b: 1})))"],
    ["x = function g() {}", "(= x (fn g ()))"],
    [
      "function f(this: Foo, { a, b: [c] }: Opts = {}, d?: string): Promise<void> {}",
      "(fn f ((object-pattern a b:(list-pattern c)):Opts={} d:string) ->(at Promise (tuple void)))",
    ],
    ["function f(a: string): void; function f(a) { b() }", "(hole a:string)", "(fn f (a) (call b))"],
  ]);

  check("classes", [
    ["class A extends B<C> implements D, E.F {}", "(class A ((at B (tuple C)) D (. E F)))"],
    ["x = class {}", "(= x (class ()))"],
    [
      "class A { constructor(private readonly db: Db, @Inject(K) b?: B) { super() } }",
      "(class A () (fn constructor: constructor (this.db:Db @(call Inject K) b:B) (call super)))",
    ],
    [
      "class A { static async m() {} get a() { return 1 } set a(v) {} *g() {} #p() {} [k]() {} }",
      "(class A () (async fn static: m ()) (fn getter: a () (return 1)) (fn setter: a (v)) (fn* method: g ()) (fn method: #p ()) (fn method: ()))",
    ],
    [
      "class A { a = 1; static readonly b: string = c; #d; e!: E; f = async () => g(); [h()] = 2; 'i j' = 3 }",
      "(class A () (let a 1) (static const b:string c) (let #d) (let e:E) (let f (async fn () => (return (call g)))) (let (hole (call h)) 2) (let i j 3))",
    ],
    [
      "class A { static { init() } abstract m(): void; [key: string]: any; }",
      "(class A () (block (call init)) (hole))",
    ],
    [
      "@Controller('x') class A { @Get() m(@Query() q: Q) {} @Column({ a: 1 }) c: string }",
      '(@(call Controller "x") class A () (@(call Get) fn method: m (@(call Query) q:Q)) (@(call Column {a: 1}) let c:string))',
    ],
    ["@a @b.c export class A {}", "(@a @(. b c) export class A ())"],
  ]);

  check("declarations", [
    ["const a = 1, b = 2; let c; var d: D", "(const a 1)", "(const b 2)", "(let c)", "(let d:D)"],
    [
      "const { a, b: c = 1, ...d } = e, [f, , g] = h",
      "(const (object-pattern a b:c=1 ...d) e)",
      "(const (list-pattern f _ g) h)",
    ],
    ["export const a: A = b", "(export const a:A b)"],
    ["using a = open(); async () => { await using b = c }", "(const a (call open))", "(async fn () (const b c))"],
    [
      "declare const a: A; declare function f(): void; declare module 'm' { const b: B }",
      "(const a:A)",
      "(hole)",
      "(block (const b:B))",
    ],
    ["namespace A.B { export const c = 1 }", "(block (block (export const c 1)))"],
  ]);

  check("control flow", [
    ["if (a) b(); else if (c) { d() } else e()", "(if a (do (call b)) (do (if c (do (call d)) (do (call e)))))"],
    ["while (a) b(); do c(); while (d)", "(while test:a (do (call b)))", "(do-while test:d (do (call c)))"],
    [
      "for (let i = 0, n = 1; i < n; i++) a()",
      "(for (init (let i 0) (let n 1)) test:(< i n) update:(+= i 1) (do (call a)))",
    ],
    ["for (i = 0;;) {}", "(for (init (= i 0)) (do))"],
    [
      "for (const [k, v] of xs) a(); for (b.c in d) {}",
      "(for-each (list-pattern k v) xs (do (call a)))",
      "(for-each (. b c) d (do))",
    ],
    ["async () => { for await (const x of y) z() }", "(async fn () (async for-each x y (do (call z))))"],
    ["outer: for (;;) { continue outer; break }", "(block outer: (for (do (continue outer) (break))))"],
    ["try { a() } catch { b() } finally { c() }", "(try (do (call a)) (catch (do (call b))) (finally (call c)))"],
    [
      "try { a() } catch ({ code }) { throw new E(code) }",
      "(try (do (call a)) (catch as:(object-pattern code) (do (throw (new E code)))))",
    ],
    ["try { a() } finally { b() }", "(try (do (call a)) (finally (call b)))"],
    ["{ a() }", "(block (call a))"],
    ["function f() { return; return 1 }", "(fn f () (return) (return 1))"],
  ]);

  check("switch", [
    [
      "switch (a) { case 1: case 2: b(); break; case 3: c(); default: d() }",
      "(switch a (case 1 (do) falls) (case 2 (do (call b) (break))) (case 3 (do (call c)) falls) (default (do (call d))))",
    ],
    [
      "for (;;) switch (a) { case 1: { continue } case 2: if (b) throw c; else break; case 3: try { break } catch { throw d } case 4: }",
      "(for (do (switch a (case 1 (do (block (continue)))) (case 2 (do (if b (do (throw c)) (do (break))))) " +
        "(case 3 (do (try (do (break)) (catch (do (throw d)))))) (case 4 (do)))))",
    ],
    [
      "switch (a) { case 1: if (b) break; case 2: }",
      "(switch a (case 1 (do (if b (do (break)))) falls) (case 2 (do)))",
    ],
  ]);

  check("imports", [
    ["import a, { b, c as d, type E } from 'm'", '(import "m" (default as a) (b) (c as d) (type:E))'],
    [
      "import * as a from 'm'; import 'n'; import type { T } from 'o'",
      '(import "m" (* as a))',
      '(import "n")',
      '(import type "o" (T))',
    ],
    ["import { default as a, 'x-y' as b } from 'm'", '(import "m" (default as a) (x-y as b))'],
    ["import a = require('m'); import b = A.B", '(import "m" (* as a))', "(const b (. A B))"],
    ["const a = require('m'), b = 1; require('n')", '(import "m" (* as a))', "(const b 1)", '(import "n")'],
    [
      "const { a, b: c } = require('m'); const d = require('n').e",
      '(import "m" (a) (b as c))',
      '(import "n" (e as d))',
    ],
    ["const { a = 1 } = require('m')", '(const (object-pattern a=1) (call require "m"))'],
    ["function f() { const a = require('m') }", '(fn f () (import dynamic "m" (* as a)))'],
    [
      "const a = await import('m'); const { b } = await import('n'); const c = (await import('o')).default",
      '(import dynamic "m" (* as a))',
      '(import dynamic "n" (b))',
      '(import dynamic "o" (default as c))',
    ],
  ]);

  check("exports", [
    [
      "export { a, b as c }; export { d as default } from 'm'",
      "(export (a as a) (b as c))",
      '(export "m" (d as default))',
    ],
    ["export * from 'm'; export * as n from 'o'", '(export "m" (* as -))', '(export "o" (* as n))'],
    ["export default f(1)", "(export default: (call f 1))"],
    ["export default async () => a", "(export default: (async fn () => (return a)))"],
    ["export default function f() { a() }", "(export fn f () (call a))", "(export default: f)"],
    ["export default function () {}", "(export default: (export fn ()))"],
    ["export default class A {}", "(export class A ())", "(export default: A)"],
    [
      "export async function f() {} export class A {} export enum E {}",
      "(export async fn f ())",
      "(export class A ())",
      "(export enum E {})",
    ],
    ["export = a", "(export =: a)"],
  ]);

  check(
    "CommonJS exports",
    [
      ["module.exports = { a, b: f() }", "(export =: {a, b: (call f)})"],
      ["exports = module.exports = f", "(export =: f)"],
      ["exports.a = b; module.exports.c = () => d()", "(export (b as a))", "(export c: (fn () => (return (call d))))"],
      ["exports.a = void 0; exports.b = undefined", "(export a: (void 0))", "(export b: undefined)"],
      ["function f() { exports.a = b }", "(fn f () (= (. exports a) b))"],
    ],
    "sample.cjs",
  );

  check(
    "JSX",
    [
      [
        `x = <div id="a" {...p} on={() => b()} hidden>text {c} <D.E/> {/* no */}</div>`,
        '(= x (call "div" {id: "a", ...p, on: (fn () => (return (call b))), hidden: true, children: [c (call (. D E) {})]}))',
      ],
      ["x = <><A/>{...b}</>", '(= x (call "" {children: [(call A {}) b]}))'],
      ["x = <List<Row> rows={r} a:b='c'>only text</List>", '(= x (call List <Row> {rows: r, "a:b": "c"}))'],
      ["x = <this.Tag/>; y = <svg:path/>", "(= x (call (. this Tag) {}))", '(= y (call "svg:path" {}))'],
    ],
    "sample.tsx",
  );

  check("types", [
    [
      "type A = { a: string; b?: number[]; readonly c: { d: 'x' | null }; m(): void; [k: string]: unknown }",
      '(type A {a: string, b?: (at Array (tuple number)), c: {d: (| "x" null)}, m: (hole), [string]: unknown})',
    ],
    ["interface A extends B<C>, D { 'e-f': E; g }", "(type A {...(at B (tuple C)), ...D, e-f: E, g: (hole)})"],
    [
      "type A = B.C<D>['e'] | readonly F[] | undefined & G",
      '(type A (| (| (at (at (. B C) (tuple D)) "e") (at Array (tuple F))) (& undefined G)))',
    ],
    [
      "type A = [a: string, b?: B, ...c: C[]] | [D?, ...E[]]",
      "(type A (| (tuple string B (at Array (tuple C))) (tuple D *(at Array (tuple E)))))",
    ],
    ["type A = typeof b.c | keyof D | unique symbol", "(type A (| (| (typeof (. b c)) (hole D)) symbol))"],
    ["type A = (b: B) => C; type D = new () => E", "(type A (hole))", "(type D (hole))"],
    [
      "type A = { [K in B]?: C } ; type D = E extends infer F ? G : H",
      "(type A (hole B C))",
      "(type D (hole E F G H))",
    ],
    [
      "type A = import('m').B<C> | `a${D}` | -1 | true",
      '(type A (| (| (| (at (. (call import "m") B) (tuple C)) (template "a" D "")) (- 1)) true))',
    ],
    ["function is(a: any): a is B { return true }", "(fn is (a:any) ->(hole) (return true))"],
    ["enum A { B, C = 5, D, E = 'e', F }", '(enum A {B: 0, C: 5, D: 6, E: "e", F: (hole)})'],
    ["declare const enum A { B = 1 << 2, 'C-D' = B }", "(enum A {B: (<< 1 2), C-D: B})"],
  ]);

  it("gives generated Supabase types as nested objects", () => {
    const text = `
      export type Json = string | number | { [key: string]: Json | undefined } | Json[]
      export type Database = {
        public: { Tables: { sites: {
          Row: { id: string; tenant_id: string | null }
          Insert: { id?: string }
          Relationships: [{ foreignKeyName: "sites_tenant_fkey"; columns: ["tenant_id"] }]
        } } }
      }`;
    assert.equal(
      printIr(parseTypeScript(text, "database.types.ts")),
      "(export type Json (| (| (| string number) {[string]: (| Json undefined)}) (at Array (tuple Json))))\n" +
        "(export type Database {public: {Tables: {sites: {Row: {id: string, tenant_id: (| string null)}, " +
        'Insert: {id?: string}, Relationships: (tuple {foreignKeyName: "sites_tenant_fkey", columns: (tuple "tenant_id")})}}}})',
    );
  });
});
