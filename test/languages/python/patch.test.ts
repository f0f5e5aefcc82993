import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import type * as pyAst from "py-ast";

/** One text per change of `patches/py-ast+1.16.0.patch`: valid Python that the published parser rejects or misreads. */
const REJECTED_WITHOUT: [change: string, text: string][] = [
  ["form feed", "\fx = 1\n"],
  ["except without parentheses", "try: a\nexcept B, C: d\n"],
  ["open sequence pattern", "match a:\n  case b, c: d\n"],
  ["tuple as match subject", "match a, b:\n  case c: d\n"],
  ["asynchronous set comprehension", "{a async for a in b}\n"],
  ["asynchronous generator as lone argument", "f(a async for a in b)\n"],
  ["trailing comma after del", "del a,\n"],
  ["trailing comma after type parameters", "def f[T,](): a\n"],
  ["line break in a replacement field", 'f"{\na\n}"\n'],
  ["brace in a string in a replacement field", `f"{"}"}"\n`],
  ["brace in a raw f-string's field", `rf"{"}"}"\n`],
  ["implicit concatenation in a pattern", "match a:\n  case 'b' 'c': d\n"],
  ["identifier beyond the basic plane", "𝒳 = 1\n"],
  ["keyword right after a number", "1if 1else 2\n"],
];

describe("The patch of py-ast", () => {
  for (const file of ["index.esm.js", "index.cjs"]) {
    describe(file, () => {
      let build: typeof pyAst;

      before(async () => {
        const entry = createRequire(import.meta.url).resolve("py-ast");
        build = (await import(pathToFileURL(join(dirname(entry), file)).href)) as typeof pyAst;
      });

      for (const [change, text] of REJECTED_WITHOUT) {
        it(change, () => {
          assert.doesNotThrow(
            () => build.parse(text),
            "patches/py-ast+1.16.0.patch is not applied to node_modules/py-ast: run `npx patch-package`",
          );
        });
      }

      it("await binds more tightly than a power", () => {
        const [statement] = build.parse("await a ** b\n").body;
        assert.equal(statement?.nodeType === "Expr" && statement.value.nodeType, "BinOp");
      });
    });
  }
});
